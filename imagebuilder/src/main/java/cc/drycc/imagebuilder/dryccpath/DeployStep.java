package cc.drycc.imagebuilder.dryccpath;

import java.util.List;
import java.util.Optional;

/**
 * What the pods of a process type run.
 *
 * @param command replaces the image's entrypoint when not empty
 * @param args replace the image's command when not empty
 * @param image empty for the image of the process type itself
 */
public record DeployStep(List<String> command, List<String> args, Optional<String> image) {

    public DeployStep {
        command = List.copyOf(command);
        args = List.copyOf(args);
    }
}
