package cc.drycc.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image in the engine's store.
 *
 * @param id content address
 * @param tags names that point at it
 * @param labels of its configuration
 * @param exposedPorts TCP ports named by {@code EXPOSE}, ascending order not promised
 * @param env of its configuration
 * @param entrypoint of its configuration, may be empty
 * @param command of its configuration, may be empty
 * @param architecture of the processor its programs are for, as in {@link EngineInfo#architecture}
 * @param created when it was built
 */
public record Image(
        ImageId id,
        List<ImageRef> tags,
        Map<String, String> labels,
        Set<Integer> exposedPorts,
        Map<String, String> env,
        List<String> entrypoint,
        List<String> command,
        String architecture,
        Instant created) {

    public Image {
        tags = List.copyOf(tags);
        labels = Map.copyOf(labels);
        exposedPorts = Set.copyOf(exposedPorts);
        env = Map.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
