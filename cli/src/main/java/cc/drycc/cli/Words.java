package cc.drycc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line taken apart at its first word that is a command.
 *
 * @param before options in front of it ({@code -c PROFILE}, {@code -o json}, {@code -a APP})
 * @param command the first word, empty when there is none
 * @param rest what follows
 */
record Words(List<String> before, String command, List<String> rest) {

    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final Set<String> WITH_VALUE = Set.of("-c", "--config", "-o", "--output", "-a", "--app");

    /** Whether {@code -h} is among what follows; behind {@code --} it belongs to somebody else's command. */
    boolean asksForHelp() {
        int end = rest.indexOf("--");
        var ours = end < 0 ? rest : rest.subList(0, end);
        return ours.stream().anyMatch(HELP::contains);
    }

    /** The command and what follows it, but the flag that asks for help. */
    List<String> withoutHelp() {
        return Stream.concat(Stream.of(command), rest.stream().filter(word -> !HELP.contains(word)))
                .toList();
    }

    static Words of(List<String> arguments) {
        var before = new ArrayList<String>();
        for (int i = 0; i < arguments.size(); i++) {
            var word = arguments.get(i);
            boolean flag =
                    word.startsWith("-") && !Set.of("-h", "--help", "--version").contains(word);
            if (!flag) {
                return new Words(List.copyOf(before), word, arguments.subList(i + 1, arguments.size()));
            }
            before.add(word);
            if (WITH_VALUE.contains(word) && i + 1 < arguments.size()) {
                before.add(arguments.get(++i));
            }
        }
        return new Words(List.copyOf(before), "", List.of());
    }
}
