package cc.drycc.controller.deploys;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a command line of a Procfile, or of a one-off {@code run}, is started in a container: by the image's own shell,
 * bash when it has one (seed 5.3 asks images to include it), else sh. A simple command replaces the shell, so that it is
 * the process that gets SIGTERM.
 */
public final class ShellCommand {

    /** Replaces the image's entrypoint. */
    public static final List<String> ENTRYPOINT = List.of(
            "/bin/sh",
            "-c",
            "if command -v bash >/dev/null 2>&1; then exec bash -c \"$0\"; else exec /bin/sh -c \"$0\"; fi");

    private static final Pattern EXPANSION = Pattern.compile("\\$\\{[^{}`();&|]*}");
    private static final Pattern COMPOUND = Pattern.compile("[;&|(){}`\\n]");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);
    // Words that mean something to the shell itself; exec would look for a program of that name.
    private static final Set<String> SHELL_WORDS = Set.of(
            "!",
            ".",
            ":",
            "[",
            "[[",
            "alias",
            "break",
            "case",
            "cd",
            "command",
            "continue",
            "declare",
            "echo",
            "eval",
            "exec",
            "exit",
            "export",
            "false",
            "for",
            "function",
            "if",
            "kill",
            "local",
            "printf",
            "pwd",
            "read",
            "readonly",
            "return",
            "select",
            "set",
            "shift",
            "shopt",
            "source",
            "test",
            "time",
            "times",
            "trap",
            "true",
            "type",
            "typeset",
            "ulimit",
            "umask",
            "unset",
            "until",
            "wait",
            "while");

    private ShellCommand() {}

    /** The arguments after {@link #ENTRYPOINT} that run this line. */
    public static List<String> of(String line) {
        return List.of(isSimple(line) ? "exec " + line : line);
    }

    private static boolean isSimple(String line) {
        var text = EXPANSION.matcher(line.strip()).replaceAll("x");
        if (text.isEmpty() || COMPOUND.matcher(text).find()) {
            return false;
        }
        var first = text.split("\\s+", 2)[0];
        return !SHELL_WORDS.contains(first)
                && !ASSIGNMENT.matcher(first).matches()
                && !first.startsWith("<")
                && !first.startsWith(">");
    }

    /** Why a container did not start, with what to do about it when it was for want of a shell. */
    static String explain(String reason) {
        return reason.endsWith("no /bin/sh")
                ? reason + "; a Procfile needs a shell: add one to the image, or remove the Procfile to run its CMD"
                : reason;
    }
}
