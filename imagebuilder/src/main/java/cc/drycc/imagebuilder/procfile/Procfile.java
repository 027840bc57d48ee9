package cc.drycc.imagebuilder.procfile;

import cc.drycc.engine.ProcessType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which process types an app has and what each runs (seed 5.5), in the order they were declared. A command is kept to the
 * byte and never looked into: a shell inside the app's own container reads it.
 *
 * @param commands process type to command; may be empty
 */
public record Procfile(Map<ProcessType, String> commands) {

    /** No process type declared: the image's own command is {@code web}. */
    public static final Procfile NONE = new Procfile(Map.of());

    /** More process types than any app has. */
    public static final int MAX_TYPES = 100;

    /** Characters of one command: half of what Linux takes as one argument, and as much as the file itself may have. */
    public static final int MAX_COMMAND = 64 * 1024;

    private static final String RESERVED = "run";

    public Procfile {
        commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    }

    /**
     * Reads the text of a Procfile: {@code <process type>: <command>} a line. Empty lines and lines that start with
     * {@code #} are skipped; CRLF line ends and a byte order mark are fine.
     *
     * @throws ProcfileProblem naming the first line that is wrong
     */
    public static Procfile parse(String text) throws ProcfileProblem {
        var commands = new LinkedHashMap<ProcessType, String>();
        var declaredOn = new LinkedHashMap<ProcessType, Integer>();
        int number = 0;
        for (String line : text.replaceFirst("^\uFEFF", "").lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var declaration = Declaration.parse(line, "Procfile line " + number + ": ");
            Integer before = declaredOn.putIfAbsent(declaration.type(), number);
            if (before != null) {
                throw new ProcfileProblem("Procfile line %d: %s is already declared on line %d"
                        .formatted(number, declaration.type(), before));
            }
            commands.put(declaration.type(), declaration.command());
            checkCount(commands.size());
        }
        return new Procfile(commands);
    }

    /**
     * Reads the form the API uses: a map of process type to command.
     *
     * @param map as JSON gives it, so names and values are still to be checked
     * @throws ProcfileProblem naming the first entry that is wrong
     */
    public static Procfile of(Map<?, ?> map) throws ProcfileProblem {
        checkCount(map.size());
        var commands = new LinkedHashMap<ProcessType, String>();
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String command)) {
                throw new ProcfileProblem("Procfile: every command must be a text, like {\"web\": \"./serve\"}");
            }
            var declaration = Declaration.of(name, command, "Procfile: ");
            commands.put(declaration.type(), declaration.command());
        }
        return new Procfile(commands);
    }

    private static void checkCount(int count) throws ProcfileProblem {
        if (count > MAX_TYPES) {
            throw new ProcfileProblem("Procfile: more than " + MAX_TYPES + " process types");
        }
    }

    /** The form the API uses. */
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        commands.forEach((type, command) -> map.put(type.value(), command));
        return map;
    }

    /** Whether nothing is declared. */
    public boolean isEmpty() {
        return commands.isEmpty();
    }

    /** One line, still to be checked against the others. */
    private record Declaration(ProcessType type, String command) {

        static Declaration parse(String line, String where) throws ProcfileProblem {
            int colon = line.indexOf(':');
            if (colon < 0 || Character.isWhitespace(line.charAt(0))) {
                throw new ProcfileProblem(where + "expected \"<process type>: <command>\" from the first column on");
            }
            String command = line.substring(colon + 1).strip();
            if (isYamlCollection(command)) {
                throw new ProcfileProblem(where + "the command must be plain text, not a list or map");
            }
            return of(line.substring(0, colon), command, where);
        }

        static Declaration of(String name, String command, String where) throws ProcfileProblem {
            if (name.equals(RESERVED)) {
                throw new ProcfileProblem(where + "\"run\" is reserved for one-off commands; choose another name");
            }
            if (!ProcessType.isValid(name)) {
                throw new ProcfileProblem("%s\"%s\" is no process type: use 1 to 63 characters, %s"
                        .formatted(where, shown(name), "a-z (lowercase), 0-9 and single hyphens inside"));
            }
            if (command.isBlank()) {
                throw new ProcfileProblem(where + name + " has no command");
            }
            if (command.length() > MAX_COMMAND) {
                throw new ProcfileProblem("%sthe command of %s is longer than %d KiB; put it into a script"
                        .formatted(where, name, MAX_COMMAND / 1024));
            }
            if (command.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new ProcfileProblem(where + "the command of " + name + " has a control character in it");
            }
            return new Declaration(new ProcessType(name), command);
        }

        /** {@code [a, b]} and {@code {a: b}}; but {@code [ -f x ]} and {@code { a; }} are shell. */
        private static boolean isYamlCollection(String command) {
            return command.matches("\\[\\S.*\\S]|\\[]|\\{\\S.*}|\\{}");
        }

        private static String shown(String name) {
            String clean = name.replaceAll("\\p{Cntrl}", "?");
            return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
        }
    }
}
