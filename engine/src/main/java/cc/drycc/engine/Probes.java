package cc.drycc.engine;

import java.util.Optional;

/**
 * The three probes of a workload (seed 5.6).
 *
 * @param startup until it succeeds the other two do not run; its failure restarts the container
 * @param liveness its failure restarts the container
 * @param readiness while it fails the pod gets no traffic
 */
public record Probes(Optional<Probe> startup, Optional<Probe> liveness, Optional<Probe> readiness) {

    /** No probe: a pod with a port is ready when the port accepts, one without when it runs. */
    public static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());
}
