package cc.drycc.engine.docker.pods;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.Probes;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Labels;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must be known of a pod to look after it. It is written on its container's labels, so a restarted platform can.
 *
 * @param ref the workload it belongs to
 * @param release the release it runs
 * @param revision what it runs
 * @param port where it listens, if it does
 * @param probes how readiness and liveness are judged
 * @param lifecycle its hooks and its stop signal
 * @param grace time between SIGTERM and SIGKILL
 */
record PodSpec(
        WorkloadRef ref,
        int release,
        Revision revision,
        OptionalInt port,
        Probes probes,
        Lifecycle lifecycle,
        Duration grace) {

    static PodSpec of(Workload workload) {
        return new PodSpec(
                workload.ref(),
                workload.release(),
                Revision.of(workload),
                workload.port(),
                workload.probes(),
                workload.lifecycle(),
                workload.terminationGrace());
    }

    /** Reads it back from a container; empty when the container is not a pod of ours. */
    static Optional<PodSpec> of(Container container) {
        Map<String, String> labels = container.labels();
        if (!labels.containsKey(Labels.APP) || !labels.containsKey(Labels.PROCESS_TYPE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PodSpec(
                    new WorkloadRef(
                            new AppName(labels.getOrDefault(Labels.APP, "")),
                            new ProcessType(labels.getOrDefault(Labels.PROCESS_TYPE, ""))),
                    Integer.parseInt(labels.getOrDefault(Labels.RELEASE, "0")),
                    new Revision(labels.getOrDefault(Labels.REVISION, "")),
                    port(labels),
                    ProbeLabel.read(labels.getOrDefault(Labels.PROBES, "")),
                    LifecycleLabel.read(labels.getOrDefault(Labels.LIFECYCLE, "")),
                    Duration.ofMillis(Long.parseLong(labels.getOrDefault(Labels.GRACE, "30000")))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // labels that look like ours and are not
        }
    }

    /** The labels to write. */
    Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        labels.put(Labels.APP, ref.app().value());
        labels.put(Labels.PROCESS_TYPE, ref.processType().value());
        labels.put(Labels.RELEASE, Integer.toString(release));
        labels.put(Labels.REVISION, revision.value());
        labels.put(Labels.GRACE, Long.toString(grace.toMillis()));
        port.ifPresent(number -> labels.put(Labels.PORT, Integer.toString(number)));
        String written = ProbeLabel.write(probes);
        if (!written.isEmpty()) {
            labels.put(Labels.PROBES, written);
        }
        String hooks = LifecycleLabel.write(lifecycle);
        if (!hooks.isEmpty()) {
            labels.put(Labels.LIFECYCLE, hooks);
        }
        return labels;
    }

    private static OptionalInt port(Map<String, String> labels) {
        String port = labels.get(Labels.PORT);
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }
}
