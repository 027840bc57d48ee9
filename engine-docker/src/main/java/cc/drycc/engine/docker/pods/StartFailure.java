package cc.drycc.engine.docker.pods;

import cc.drycc.engine.docker.daemon.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an engine's words about a process that cannot start into words for the person whose process it is. */
public final class StartFailure {

    /** runc and crun, as Docker and Podman pass them on. */
    private static final Pattern NO_PROGRAM = Pattern.compile(
            "exec: \\\\?\"([^\"\\\\]+)\\\\?\": (?:stat .*: )?(?:no such file or directory|executable file not found)"
                    + "|executable file [`'\"]?([^`'\" ]+)[`'\"]? not found"
                    + "|crun: open executable: `?([^`: ]*)");

    private static final Pattern NOT_EXECUTABLE =
            Pattern.compile("exec: \\\\?\"([^\"\\\\]+)\\\\?\": permission denied");
    private static final Pattern WRONG_FORMAT = Pattern.compile("exec format error");

    private StartFailure() {}

    /** One line, without a full stop. */
    public static String explain(Refused refused) {
        String words = refused.words();
        Matcher missing = NO_PROGRAM.matcher(words);
        if (missing.find()) {
            String program = first(missing);
            return program.isEmpty() ? "the image has no such command" : "image has no " + program;
        }
        Matcher forbidden = NOT_EXECUTABLE.matcher(words);
        if (forbidden.find()) {
            return forbidden.group(1) + " in the image is not executable";
        }
        if (WRONG_FORMAT.matcher(words).find()) {
            return "the image's command is no program for this machine (exec format error)";
        }
        return "the container engine could not start it: " + words;
    }

    private static String first(Matcher found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            String text = found.group(group);
            if (text != null) {
                return text;
            }
        }
        return "";
    }
}
