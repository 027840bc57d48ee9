package cc.drycc.builder.buildah;

import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What buildah says while it builds, as lines for the person who pushed, in the words every builder uses: {@code Step 1/3 :
 * FROM …}, {@code  ---> Using cache}, and what the commands print.
 */
final class BuildOutput implements Program.Output {

    private static final Pattern STEP = Pattern.compile("(?:\\[(\\d{1,4})/\\d+] )?STEP (\\d{1,4})/(\\d+): (.*)");
    private static final Pattern CACHED = Pattern.compile("--> Using cache [0-9a-f]+");
    private static final Pattern NOISE = Pattern.compile("--> [0-9a-f]+|(?:\\[\\d+/\\d+] )?COMMIT.*|[0-9a-f]{64}"
            + "|Successfully tagged .*|time=\"\\S+\" level=.*|\\[Warning] one or more build args were not consumed.*");
    private static final Pattern ERROR = Pattern.compile("Error: (?:building at STEP \".*\": )?(.*)");
    private static final Pattern EXIT = Pattern.compile("exit status (\\d+)");
    private static final Pattern NO_FILE =
            Pattern.compile("no such file or directory|file not found|no items matching glob");

    private final CheckedDockerfile dockerfile;
    private final BuildLog log;
    private final long maxBytes;
    private long bytes;
    private int stage = 1;
    private int step;
    private String error = "";

    BuildOutput(CheckedDockerfile dockerfile, BuildLog log, long maxBytes) {
        this.dockerfile = dockerfile;
        this.log = log;
        this.maxBytes = maxBytes;
    }

    @Override
    public void answer(String raw) throws Unwanted {
        bytes += raw.length() + 1;
        if (bytes > maxBytes) {
            throw new Unwanted("the build wrote more than %d KiB of output and was stopped".formatted(maxBytes >> 10));
        }
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        Matcher next = STEP.matcher(line);
        Matcher wrong = ERROR.matcher(line);
        if (next.matches()) {
            step(next);
        } else if (CACHED.matcher(line).matches()) {
            log.line(" ---> Using cache");
        } else if (wrong.matches()) {
            error = wrong.group(1);
        } else if (!NOISE.matcher(line).matches()) {
            log.line(line);
        }
    }

    @Override
    public void said(String line) throws Unwanted {
        answer(line);
    }

    private void step(Matcher next) {
        stage = next.group(1) == null ? 1 : Integer.parseInt(next.group(1));
        step = Integer.parseInt(next.group(2));
        String text = next.group(4).startsWith("FROM ") ? dockerfile.shown(stage, step) : next.group(4);
        log.line("Step %d/%s : %s".formatted(step, next.group(3), text));
    }

    /** Why it failed, for the person who pushed. */
    String reason(int exitCode) {
        String at = step == 0 ? "" : dockerfile.at(stage, step);
        if (error.contains("no space left on device")) {
            return at + "no space left on the server's disk";
        }
        Matcher exit = EXIT.matcher(error);
        if (dockerfile.shown(stage, step).startsWith("RUN ") && exit.find()) {
            return at
                    + (exit.group(1).equals("137")
                            ? "the command was killed; it may have used more memory than a build may"
                            : "the command exited with code " + exit.group(1));
        }
        if (NO_FILE.matcher(error).find()) {
            return at + "file not found in the source or excluded by .dockerignore";
        }
        return at + (error.isEmpty() ? "buildah ended with code " + exitCode : error);
    }
}
