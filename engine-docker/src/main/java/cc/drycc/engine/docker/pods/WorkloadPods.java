package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Endpoint;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.PodName;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The pods of one workload and who may touch them. Two locks: {@link #changes} is held by whoever replaces or removes
 * pods, over as many calls as it takes; the inner one guards the state of the pods for a moment, and with it the order in
 * which endpoints are told.
 */
final class WorkloadPods {

    /** One change at a time, in the order they came. */
    final ReentrantLock changes = new ReentrantLock(true);

    private final ReentrantLock state = new ReentrantLock();
    private final Condition moved = state.newCondition();
    private final WorkloadRef ref;
    private final EndpointSink sink;
    private final Events events;
    private final Map<String, LivePod> pods = new LinkedHashMap<>();
    private final Set<String> making = new HashSet<>();
    private final Set<String> removing = new HashSet<>();
    private List<Endpoint> told = List.of();
    private Optional<Workload> applied = Optional.empty();

    WorkloadPods(WorkloadRef ref, EndpointSink sink, Events events) {
        this.ref = ref;
        this.sink = sink;
        this.events = events;
    }

    WorkloadRef ref() {
        return ref;
    }

    /** Tells what happened to the workload as a whole. */
    void happened(String reason, String message) {
        events.of(ref, reason, message);
    }

    /** Tells what happened to one of its pods. */
    void happened(PodName pod, String reason, String message) {
        events.of(ref, pod, reason, message);
    }

    /** Changes the state of pods, tells the edge when that changed the endpoints, and wakes whoever waits. */
    <T> T update(Supplier<T> change) {
        state.lock();
        try {
            T result = change.get();
            tell();
            moved.signalAll();
            return result;
        } finally {
            state.unlock();
        }
    }

    void change(Runnable change) {
        update(() -> {
            change.run();
            return true;
        });
    }

    /** Reads the state of pods. */
    <T> T read(Supplier<T> question) {
        state.lock();
        try {
            return question.get();
        } finally {
            state.unlock();
        }
    }

    /**
     * Waits until the condition holds.
     *
     * @return false when {@code deadline} ({@link System#nanoTime}) passed first
     */
    boolean await(Supplier<Boolean> holds, long deadline) throws InterruptedException {
        state.lockInterruptibly();
        try {
            while (!holds.get()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(left);
            }
            return true;
        } finally {
            state.unlock();
        }
    }

    /** As {@link #await(Supplier, long)}, for so long from now. */
    boolean await(Supplier<Boolean> holds, Duration atMost) throws InterruptedException {
        return await(holds, System.nanoTime() + atMost.toNanos());
    }

    void add(LivePod pod) {
        update(() -> pods.put(pod.id(), pod));
    }

    /** A container of this name is about to be made; until {@link #made} nobody else's business. */
    void making(PodName name) {
        change(() -> making.add(name.value()));
    }

    /** It was taken in, or could not be made. */
    void made(PodName name) {
        change(() -> making.remove(name.value()));
    }

    /**
     * A container that never became a pod is about to be removed: from now on nobody may take it for one, even if a start
     * that a dead process had asked for still happens, or if it is in a list read a moment ago.
     *
     * @return false when somebody removes it already
     */
    boolean removing(Container container) {
        return update(() -> removing.add(container.id()));
    }

    /** It could not be removed: whoever finds it next may try again. */
    void notRemoved(Container container) {
        change(() -> removing.remove(container.id()));
    }

    /** Whether we know this container, or are just making or removing it. */
    boolean knows(Container container) {
        return read(() -> making.contains(container.name())
                || removing.contains(container.id())
                || pods.containsKey(container.id()));
    }

    void drop(LivePod pod) {
        update(() -> pods.remove(pod.id()));
    }

    Optional<LivePod> find(String id) {
        return read(() -> Optional.ofNullable(pods.get(id)));
    }

    /** The pods that match now, oldest first. */
    List<LivePod> pods(Predicate<LivePod> which) {
        return read(() -> pods.values().stream().filter(which).toList());
    }

    /** What was last applied with success; what is re-created from when a container vanishes. */
    Optional<Workload> applied() {
        return read(() -> applied);
    }

    void applied(Optional<Workload> workload) {
        change(() -> applied = workload);
    }

    private void tell() {
        List<Endpoint> now = new ArrayList<>();
        pods.values().forEach(pod -> pod.endpoint().ifPresent(now::add));
        if (!now.equals(told)) {
            told = List.copyOf(now);
            sink.ready(ref, told);
        }
    }
}
