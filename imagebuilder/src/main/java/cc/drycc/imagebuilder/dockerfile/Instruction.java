package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One instruction of a Dockerfile.
 *
 * @param line where it starts, from 1
 * @param keyword in upper case
 * @param flags the words that start with {@code --} before the first other word
 * @param words what follows the flags, split at white space
 */
record Instruction(int line, String keyword, List<String> flags, List<String> words) {

    /** Engines take quotes and escapes out of a flag; then it could say something else than we read. */
    private static final Pattern PLAIN_FLAG = Pattern.compile("--[a-z][a-z-]*(=[!-~&&[^\"'`\\\\]]*)?");

    private static final Pattern SPACE = Pattern.compile("[ \\t\\x0B\\f\\r]+");

    Instruction {
        flags = List.copyOf(flags);
        words = List.copyOf(words);
    }

    static Instruction parse(int line, String text) throws BuildFailed {
        var all = Arrays.stream(SPACE.split(text.strip()))
                .filter(word -> !word.isEmpty())
                .toList();
        String keyword = all.getFirst().toUpperCase(Locale.ROOT);
        var flags = new ArrayList<String>();
        int at = 1;
        while (at < all.size() && all.get(at).startsWith("--")) {
            flags.add(all.get(at++));
        }
        var instruction = new Instruction(line, keyword, flags, all.subList(at, all.size()));
        instruction.checkFlags();
        return instruction;
    }

    private void checkFlags() throws BuildFailed {
        if (!List.of("FROM", "COPY", "ADD", "RUN").contains(keyword)) {
            return;
        }
        for (String flag : flags) {
            if (!PLAIN_FLAG.matcher(flag).matches()) {
                throw failed("write the flags of " + keyword + " without quotes, escapes and special letters");
            }
        }
    }

    /** The values of {@code --name=value}, however often it is there. */
    List<String> flagValues(String name) {
        return flags.stream()
                .filter(flag -> flag.startsWith("--" + name + "="))
                .map(flag -> flag.substring(name.length() + 3))
                .toList();
    }

    /** Whether the flag is there, with or without a value. */
    boolean hasFlag(String name) {
        return flags.stream().anyMatch(flag -> flag.equals("--" + name) || flag.startsWith("--" + name + "="));
    }

    /** What {@code ONBUILD} keeps for later. */
    Instruction inner() throws BuildFailed {
        if (words.isEmpty()) {
            throw failed("ONBUILD needs an instruction");
        }
        return parse(line, String.join(" ", words));
    }

    /** As written, on one line; cut after 80 characters. */
    String shown() {
        String text = whole();
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }

    /** As written, on one line. */
    String whole() {
        return Stream.of(List.of(keyword), flags, words).flatMap(List::stream).collect(Collectors.joining(" "));
    }

    BuildFailed failed(String why) {
        return new BuildFailed("Dockerfile line " + line + ": " + why);
    }
}
