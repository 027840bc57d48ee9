package cc.drycc.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What happens around the life of a pod's container, with the meaning Kubernetes gives it (Lifecycle v1 core).
 *
 * @param stopSignal what asks the process to end, {@code SIGTERM} by default
 * @param postStart right after each start; until it is through the pod is not ready, and when it fails the container is
 *     killed and started again
 * @param preStop before the stop signal, within the grace; the pod is stopped though it fails
 */
public record Lifecycle(String stopSignal, Optional<Hook> postStart, Optional<Hook> preStop) {

    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z][A-Z0-9+-]{1,10}");

    /** Nothing but SIGTERM. */
    public static final Lifecycle NONE = new Lifecycle("SIGTERM", Optional.empty(), Optional.empty());

    /** One hook. */
    public sealed interface Hook {

        /** Something is done to the pod, as a probe would; its success counts. */
        record Act(Probe.Check action) implements Hook {}

        /** Time passes. */
        record Sleep(Duration time) implements Hook {
            public Sleep {
                if (time.isNegative()) {
                    throw new IllegalArgumentException("a hook cannot sleep less than not at all");
                }
            }
        }
    }

    /** @throws IllegalArgumentException when the signal is not written like one */
    public Lifecycle {
        if (!SIGNAL.matcher(stopSignal).matches()) {
            throw new IllegalArgumentException("a stop signal is written like SIGTERM");
        }
    }
}
