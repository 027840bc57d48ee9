package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import cc.drycc.imagebuilder.BuildRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ARG}s before the first {@code FROM}, which are those a {@code FROM} may use. */
final class Arguments {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(\"[^\"$\\\\]*\"|'[^'\\\\]*'|[^\"'\\\\]*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^{}$]*))?\\})");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> setAgain = new HashSet<>();
    private final Map<String, String> given;

    private Arguments(Map<String, String> given) {
        this.given = given;
    }

    static Arguments of(Dockerfile file, BuildRequest request) throws BuildFailed {
        var arguments = new Arguments(request.recipe().buildArgs());
        boolean before = true;
        for (Instruction instruction : file.instructions()) {
            before &= !instruction.keyword().equals("FROM");
            if (before) {
                arguments.declare(instruction);
            } else if (List.of("ARG", "ENV").contains(instruction.keyword())) {
                arguments.noteSetAgain(instruction);
            }
        }
        return arguments;
    }

    private void declare(Instruction arg) throws BuildFailed {
        for (String word : arg.words()) {
            var assignment = ASSIGNMENT.matcher(word);
            if (assignment.matches()) {
                String name = assignment.group(1);
                String value = given.containsKey(name) ? given.get(name) : expand(arg, bare(assignment.group(2)));
                String before = values.putIfAbsent(name, value);
                if (before != null && !before.equals(value)) {
                    throw arg.failed("$" + name + " is set again here; give the two different names");
                }
            } else if (NAME.matcher(word).matches() && given.containsKey(word)) {
                values.put(word, given.get(word));
            }
        }
    }

    private static String bare(String value) {
        boolean quoted = value.startsWith("\"") || value.startsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Engines differ in whether a stage's own values reach the next {@code FROM}. */
    private void noteSetAgain(Instruction instruction) {
        instruction.words().stream()
                .filter(word -> word.indexOf('=') > 0)
                .forEach(word -> setAgain.add(word.substring(0, word.indexOf('='))));
        if (instruction.keyword().equals("ENV") && !instruction.words().isEmpty()) {
            setAgain.add(instruction.words().getFirst().replaceFirst("=.*", "")); // the old form: ENV name value
        }
    }

    /**
     * Puts values in, in the forms {@code $A}, <code>${A}</code> and <code>${A:-otherwise}</code>.
     *
     * @throws BuildFailed when the outcome is not certain
     */
    String expand(Instruction at, String text) throws BuildFailed {
        var expanded = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            variable.appendReplacement(expanded, Matcher.quoteReplacement(value(at, variable)));
        }
        variable.appendTail(expanded);
        if (text.replaceAll(VARIABLE.pattern(), "").indexOf('$') >= 0) {
            throw at.failed("only $NAME, ${NAME} and ${NAME:-default} can be used here");
        }
        return expanded.toString();
    }

    private String value(Instruction at, Matcher variable) throws BuildFailed {
        String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
        if (setAgain.contains(name)) {
            throw at.failed("$" + name + " is set again further down; give the two different names");
        }
        String value = values.getOrDefault(name, "");
        String otherwise = variable.group(3);
        if (!value.isEmpty()) {
            return value;
        }
        if (otherwise == null) {
            throw at.failed("$" + name + " has no value: give it one with ARG " + name + "=… before the first FROM");
        }
        return otherwise;
    }
}
