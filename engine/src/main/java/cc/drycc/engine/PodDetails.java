package cc.drycc.engine;

import java.util.List;
import java.util.Optional;

/**
 * A pod looked at closely.
 *
 * @param pod what is shown of it in lists
 * @param entrypoint program its container starts, the image's own included
 * @param command arguments after that
 * @param now what its process does
 * @param last the run before, as far as it is known
 */
public record PodDetails(
        Pod pod, List<String> entrypoint, List<String> command, PodRun now, Optional<PodRun.Ended> last) {

    public PodDetails {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
