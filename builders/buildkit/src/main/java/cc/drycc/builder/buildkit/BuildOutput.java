package cc.drycc.builder.buildkit;

import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile.Place;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code buildctl --progress plain} says, as lines for the person who pushed, in the words every builder uses. Each of
 * its lines begins with the number of what it is about: {@code #5 [2/3] RUN make}, {@code #5 0.643 text}, {@code #5 CACHED}.
 */
final class BuildOutput implements Program.Output {

    private static final Pattern LINE = Pattern.compile("#(\\d{1,6}) (.*)");
    private static final Pattern STEP =
            Pattern.compile("\\[(?:[a-z0-9]+/\\S+ )?(?:(\\S+) )?(\\d{1,4})/\\d+] ([A-Z]+.*)");
    private static final Pattern TEXT = Pattern.compile("\\d+\\.\\d+ ?(.*)");
    private static final Pattern ERROR = Pattern.compile("(?:error|ERROR): (?:failed to (?:build|solve): )*(.*)");
    private static final Pattern EXIT = Pattern.compile("exit code: (\\d+)");
    private static final Pattern NO_FILE = Pattern.compile("not found|no such file or directory");
    private static final Pattern AWAY =
            Pattern.compile("failed to list workers|connection error|error while dialing|connection refused");

    /** The line of the Dockerfile it points to at the end, when the solver gave up before the step failed. */
    private static final Pattern POINTED_AT = Pattern.compile("\\s*\\d+ \\| >>> (.*)");

    private final CheckedDockerfile dockerfile;
    private final BuildLog log;
    private final long maxBytes;
    private final Map<String, Place> steps = new HashMap<>();
    private Optional<Place> failed = Optional.empty();
    private long bytes;
    private String error = "";

    BuildOutput(CheckedDockerfile dockerfile, BuildLog log, long maxBytes) {
        this.dockerfile = dockerfile;
        this.log = log;
        this.maxBytes = maxBytes;
    }

    @Override
    public void answer(String line) throws Unwanted {
        bytes += line.length() + 1;
        if (bytes > maxBytes) {
            throw new Unwanted("the build wrote more than %d KiB of output and was stopped".formatted(maxBytes >> 10));
        }
        Matcher numbered = LINE.matcher(line);
        if (numbered.matches()) {
            about(numbered.group(1), numbered.group(2));
            return;
        }
        Matcher wrong = ERROR.matcher(line);
        Matcher pointer = POINTED_AT.matcher(line);
        if (wrong.matches()) {
            error = wrong.group(1);
        } else if (failed.isEmpty() && pointer.matches()) {
            failed = dockerfile.beginning(pointer.group(1));
        }
    }

    @Override
    public void said(String line) throws Unwanted {
        answer(line);
    }

    private void about(String number, String text) {
        Matcher step = STEP.matcher(text);
        if (step.matches()) {
            if (!steps.containsKey(number)) {
                begin(number, step);
            }
            return;
        }
        Place place = steps.get(number);
        if (place == null) {
            return; // its own affairs: the context, the export
        }
        Matcher printed = TEXT.matcher(text);
        if (text.equals("CACHED")) {
            log.line(" ---> Using cache");
        } else if (text.startsWith("ERROR: ")) {
            failed = Optional.of(place);
        } else if (printed.matches()) {
            log.line(printed.group(1));
        }
    }

    private void begin(String number, Matcher step) {
        String stage = step.group(1) == null ? "" : step.group(1);
        dockerfile.acting(stage, Integer.parseInt(step.group(2)), step.group(3)).ifPresent(place -> {
            steps.put(number, place);
            log.line("Step %d/%d : %s"
                    .formatted(place.step(), place.steps(), dockerfile.shown(place.stage(), place.step())));
        });
    }

    /** Whether buildkitd could not be reached. */
    boolean isAway() {
        return AWAY.matcher(error).find();
    }

    /** Its own words. */
    String error() {
        return error;
    }

    /** Why it failed, for the person who pushed. */
    String reason(int exitCode) {
        String at =
                failed.map(place -> dockerfile.at(place.stage(), place.step())).orElse("");
        if (error.contains("no space left on device")) {
            return at + "no space left on the server's disk";
        }
        Matcher exit = EXIT.matcher(error);
        if (exit.find()) {
            return at
                    + (exit.group(1).equals("137")
                            ? "the command was killed; it may have used more memory than a build may"
                            : "the command exited with code " + exit.group(1));
        }
        if (failed.isPresent() && NO_FILE.matcher(error).find()) {
            return at + "file not found in the source or excluded by .dockerignore";
        }
        return at + (error.isEmpty() ? "buildctl ended with code " + exitCode : error);
    }
}
