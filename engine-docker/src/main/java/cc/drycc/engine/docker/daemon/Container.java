package cc.drycc.engine.docker.daemon;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as the engine sees it now.
 *
 * @param id the engine's id
 * @param name without the leading slash
 * @param labels of the container
 * @param phase what it is doing
 * @param address on the platform's network, while it runs
 * @param exitCode of its last end; 0 before
 * @param outOfMemory whether the kernel ended it for its memory limit
 * @param started when it was last started; the epoch before, or when only listed
 * @param finished when it last ended; the epoch before, or when only listed
 * @param entrypoint what it starts; empty when only listed
 * @param command the arguments after that; empty when only listed
 */
public record Container(
        String id,
        String name,
        Map<String, String> labels,
        Phase phase,
        Optional<InetAddress> address,
        int exitCode,
        boolean outOfMemory,
        Instant started,
        Instant finished,
        List<String> entrypoint,
        List<String> command) {

    /** One that was just made and not started yet. */
    public static Container made(String id, String name) {
        return new Container(
                id,
                name,
                Map.of(),
                Phase.CREATED,
                Optional.empty(),
                0,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                List.of());
    }

    /** What a container is doing. */
    public enum Phase {
        /** Made, never started. */
        CREATED,
        RUNNING,
        ENDED
    }

    public Container {
        labels = Map.copyOf(labels);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
