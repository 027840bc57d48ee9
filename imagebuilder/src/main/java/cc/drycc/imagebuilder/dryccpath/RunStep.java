package cc.drycc.imagebuilder.dryccpath;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What runs to its end before a release's pods start; when it fails, they do not.
 *
 * @param command replaces the image's entrypoint when not empty
 * @param args replace the image's command when not empty
 * @param image empty for the image of the process type itself
 * @param timeout after which it is killed and has failed; default an hour
 */
public record RunStep(List<String> command, List<String> args, Optional<String> image, Duration timeout) {

    /** How long it may take when nobody says otherwise (reference controller). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    public RunStep {
        command = List.copyOf(command);
        args = List.copyOf(args);
    }
}
