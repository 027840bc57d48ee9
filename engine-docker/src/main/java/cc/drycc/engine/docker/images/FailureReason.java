package cc.drycc.engine.docker.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an engine's build error into one line for the person who pushed, with the line of the Dockerfile if it can be told. */
final class FailureReason {

    private static final Pattern DOCKER_EXIT = Pattern.compile("returned a non-zero code: (\\d+)");
    private static final Pattern PODMAN_EXIT = Pattern.compile("exit status (\\d+)");
    private static final Pattern DOCKER_LINE = Pattern.compile("(?i)dockerfile parse error (?:on )?line (\\d+): (.*)");
    private static final Pattern PODMAN_UNKNOWN = Pattern.compile("Unknown instruction: \"([^\"]*)\"");
    private static final Pattern REGISTRY_AWAY = Pattern.compile(
            "no such host|connection refused|i/o timeout|network is unreachable|pinging container registry|server misbehaving"
                    + "|TLS handshake|Temporary failure in name resolution");
    private static final Pattern NOT_IN_REGISTRY = Pattern.compile(
            "pull access denied|no basic auth credentials|manifest unknown|not found: manifest|repository does not exist"
                    + "|unauthorized|denied:");
    private static final Pattern NO_FILE = Pattern.compile(
            "stat: \"/?([^\"]+)\": no such file|stat ([^:]+): file does not exist|file not found in build context");
    private static final Pattern NO_SPACE = Pattern.compile("no space left on device");
    private static final Pattern KILLED = Pattern.compile("signal: killed|code: 137|exit status 137");

    private static final Pattern CACHE_MOVED =
            Pattern.compile("checking if cached image exists .*(layer not known|image not known)");

    private final Path dockerfile;

    FailureReason(Path dockerfile) {
        this.dockerfile = dockerfile;
    }

    /** Whether the engine met an image that went away while it looked for cached layers: nothing is wrong with the build. */
    static boolean isCacheMoved(String words) {
        return CACHE_MOVED.matcher(words).find();
    }

    /**
     * Explains.
     *
     * @param words what the engine said
     * @param step the instruction that ran last, may be empty
     */
    String explain(String words, String step) {
        Matcher parse = DOCKER_LINE.matcher(words);
        if (parse.find()) {
            return "Dockerfile line %s: %s"
                    .formatted(parse.group(1), parse.group(2).strip());
        }
        Matcher unknown = PODMAN_UNKNOWN.matcher(words);
        if (unknown.find()) {
            return at(step) + "unknown instruction: " + unknown.group(1);
        }
        if (NO_SPACE.matcher(words).find()) {
            return at(step) + "no space left on the server's disk";
        }
        if (step.startsWith("RUN")) {
            return at(step) + run(words);
        }
        if (step.startsWith("FROM")) {
            return at(step) + from(words, step);
        }
        Matcher file = NO_FILE.matcher(words);
        if (file.find() && !step.isEmpty()) {
            return at(step) + "file not found in the source or excluded by .dockerignore";
        }
        return at(step) + strip(words);
    }

    private static String run(String words) {
        if (KILLED.matcher(words).find()) {
            return "the command was killed; it may have used more memory than a build may";
        }
        Matcher exit = DOCKER_EXIT.matcher(words);
        if (!exit.find()) {
            exit = PODMAN_EXIT.matcher(words);
            if (!exit.find()) {
                return strip(words);
            }
        }
        return "the command exited with code " + exit.group(1);
    }

    private static String from(String words, String step) {
        String image = step.substring(4)
                .strip()
                .replaceFirst("(?i)^--platform=\\S+\\s+", "")
                .split("\\s+")[0];
        if (REGISTRY_AWAY.matcher(words).find()) {
            return "image %s is not on this machine and its registry cannot be reached".formatted(image);
        }
        if (NOT_IN_REGISTRY.matcher(words).find()) {
            return "there is no image %s, or it needs credentials".formatted(image);
        }
        return strip(words);
    }

    private static String strip(String words) {
        String oneLine = words.strip().replaceAll("\\s*\\R\\s*", " ");
        return oneLine.replaceFirst("^building at STEP \".*?\": ", "")
                .replaceAll("/\\S*libpod_builder\\d+/build/?", "");
    }

    /** {@code Dockerfile line 3 (RUN make): }, as exactly as it can be told. */
    private String at(String step) {
        if (step.isEmpty()) {
            return "";
        }
        String shown = step.length() > 80 ? step.substring(0, 77) + "..." : step;
        int line = lineOf(step);
        return line > 0 ? "Dockerfile line %d (%s): ".formatted(line, shown) : "%s: ".formatted(shown);
    }

    /** The only line that starts like the instruction; 0 when there are several or none. */
    private int lineOf(String step) {
        String start = step.length() > 40 ? step.substring(0, 40) : step;
        try {
            List<String> lines = Files.readAllLines(dockerfile);
            int found = 0;
            for (int i = 0; i < lines.size(); i++) {
                if (normal(lines.get(i)).startsWith(normal(start))) {
                    if (found > 0) {
                        return 0;
                    }
                    found = i + 1;
                }
            }
            return found;
        } catch (IOException e) {
            return 0; // not UTF-8: the instruction must do
        }
    }

    private static String normal(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
