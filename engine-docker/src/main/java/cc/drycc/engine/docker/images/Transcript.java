package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildLog;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine says while it builds, as lines for the person who pushed: {@code Step 1/3 : FROM …}, {@code  ---> Using
 * cache}, and what the commands print. Ids, and the step by which our labels get on the image, are left out.
 */
final class Transcript {

    private static final Pattern PODMAN_STEP = Pattern.compile("(?:\\[(\\d+)/(\\d+)] )?STEP (\\d+)/(\\d+): (.*)");
    private static final Pattern DOCKER_STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");
    private static final Pattern NOISE = Pattern.compile(
            "\\s*--->.*|--> [0-9a-f]+|Removing intermediate container [0-9a-f]+|(?:\\[\\d+/\\d+] )?COMMIT .*"
                    + "|Successfully (?:built|tagged) .*|[0-9a-f]{64}|Resolving .* to docker.io .*"
                    + "|time=\"\\S+\" level=error msg=\"\\+\\(UNHANDLED LOGLEVEL\\).*");
    private static final Pattern CACHED = Pattern.compile("\\s*--+> Using cache.*");

    private final BuildLog log;
    private final int addedSteps;
    private final StringBuilder line = new StringBuilder();
    private String step = "";
    private boolean hidden;

    /**
     * @param log where lines go
     * @param addedSteps how many steps the engine adds of itself at the end, for labels
     */
    Transcript(BuildLog log, int addedSteps) {
        this.log = log;
        this.addedSteps = addedSteps;
    }

    /** Takes a piece as it comes; lines may be split over pieces. */
    void take(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char next = piece.charAt(i);
            if (next == '\n') {
                flush();
            } else {
                line.append(next);
            }
        }
    }

    /** The stream is over. */
    void end() {
        if (!line.isEmpty()) {
            flush();
        }
    }

    /** The instruction that ran last, as written in the Dockerfile; empty before the first. */
    String step() {
        return step;
    }

    private void flush() {
        String text = line.toString();
        line.setLength(0);
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (!isStep(text)) {
            output(text);
        }
    }

    private void output(String text) {
        if (hidden) {
            return;
        }
        if (CACHED.matcher(text).matches()) {
            log.line(" ---> Using cache");
        } else if (!NOISE.matcher(text).matches()) {
            log.line(text);
        }
    }

    private boolean isStep(String text) {
        Matcher podman = PODMAN_STEP.matcher(text);
        if (podman.matches()) {
            boolean lastStage = podman.group(1) == null || podman.group(1).equals(podman.group(2));
            String stage = podman.group(1) == null ? "" : "[%s/%s] ".formatted(podman.group(1), podman.group(2));
            step(stage, podman.group(3), podman.group(4), podman.group(5), lastStage ? addedSteps : 0);
            return true;
        }
        Matcher docker = DOCKER_STEP.matcher(text);
        if (docker.matches()) {
            step("", docker.group(1), docker.group(2), docker.group(3), addedSteps);
            return true;
        }
        return false;
    }

    private void step(String stage, String number, String of, String instruction, int added) {
        int count = Integer.parseInt(of) - added;
        hidden = Integer.parseInt(number) > count;
        if (!hidden) {
            step = instruction;
            log.line("%sStep %s/%d : %s".formatted(stage, number, count, instruction));
        }
    }
}
