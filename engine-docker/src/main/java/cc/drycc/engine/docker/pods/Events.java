package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EventSink;
import cc.drycc.engine.PodEvent;
import cc.drycc.engine.PodName;
import cc.drycc.engine.WorkloadRef;
import java.time.Clock;
import java.util.Optional;

/** Tells what happens to pods, to whoever listens at the time. */
public final class Events {

    private final Clock clock = Clock.systemUTC();
    private volatile EventSink sink = EventSink.none();

    /** From now on this one is told. */
    public void tell(EventSink listener) {
        sink = listener;
    }

    void of(WorkloadRef workload, String reason, String message) {
        sink.happened(new PodEvent(workload, Optional.empty(), reason, message, clock.instant()));
    }

    void of(WorkloadRef workload, PodName pod, String reason, String message) {
        sink.happened(new PodEvent(workload, Optional.of(pod), reason, message, clock.instant()));
    }

    /** What Kubernetes calls the container of a pod, as the user guide shows it (seed 5.5). */
    static String container(WorkloadRef workload) {
        return workload.app() + "-" + workload.processType();
    }
}
