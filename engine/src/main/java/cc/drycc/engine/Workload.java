package cc.drycc.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Containers that stay: the desired state of one process type of an app. Equal workloads need no change; everything but
 * {@code replicas}, {@code rollout} and {@code terminationGrace} is part of the revision, so a difference there means
 * new pods.
 *
 * @param ref app and process type
 * @param release the release number, shown as {@code v2}
 * @param image what runs; pin an {@link ImageId} so that a moving tag cannot change it
 * @param entrypoint replaces the image's entrypoint when not empty
 * @param command replaces the image's command when not empty
 * @param env environment variables, secrets included: never logged
 * @param replicas pods wanted, 0 or more
 * @param port the port the process listens on; empty for one that serves nothing
 * @param probes how readiness and liveness are judged
 * @param lifecycle hooks and stop signal
 * @param resources limits of each pod
 * @param terminationGrace time between SIGTERM and SIGKILL
 * @param rollout batches and timeout of a replacement
 */
public record Workload(
        WorkloadRef ref,
        int release,
        ImageRef image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> env,
        int replicas,
        OptionalInt port,
        Probes probes,
        Lifecycle lifecycle,
        Resources resources,
        Duration terminationGrace,
        Rollout rollout) {

    /** @throws IllegalArgumentException when a number is out of range */
    public Workload {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        env = Map.copyOf(env);
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas cannot be negative");
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
            throw new IllegalArgumentException("port must be between 1 and 65535");
        }
    }

    /** The same workload with another number of pods. */
    public Workload withReplicas(int wanted) {
        return new Workload(
                ref,
                release,
                image,
                entrypoint,
                command,
                env,
                wanted,
                port,
                probes,
                lifecycle,
                resources,
                terminationGrace,
                rollout);
    }

    /** Names the workload without its environment, which holds secrets. */
    @Override
    public String toString() {
        return "Workload[%s v%d %s x%d]".formatted(ref, release, image, replicas);
    }
}
