package cc.drycc.engine.docker.pods;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Endpoint;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodDetails;
import cc.drycc.engine.PodName;
import cc.drycc.engine.PodRun;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pods of the platform, with a keeper each. */
public final class Fleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    /**
     * Docker goes on creating or starting a container whose client died. One that is removed meanwhile stays in its lists
     * as a ghost that nothing removes (seen with 20.10), so what a dead process left is given time to settle.
     */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    /** What a process has after its hook took the whole grace, as on Kubernetes. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private static final Duration END_AGAIN = Duration.ofMillis(100);
    private static final Duration END_AGAIN_AT_MOST = Duration.ofSeconds(10);

    private final Containers containers;
    private final ProbeTry probes;
    private final Hooks hooks;
    private final EndpointSink sink;
    private final Events events;
    private final Map<WorkloadRef, WorkloadPods> workloads = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile Consumer<WorkloadPods> onVanished = group -> {};
    private volatile boolean closed;

    public Fleet(Containers containers, Exec exec, EndpointSink sink, Events events) {
        this.containers = containers;
        this.probes = new ProbeTry(exec);
        this.hooks = new Hooks(probes);
        this.sink = sink;
        this.events = events;
    }

    Containers containers() {
        return containers;
    }

    /** Whom to tell that a container is gone without our doing. */
    void onVanished(Consumer<WorkloadPods> listener) {
        onVanished = listener;
    }

    WorkloadPods workload(WorkloadRef ref) {
        return workloads.computeIfAbsent(ref, unknown -> new WorkloadPods(unknown, sink, events));
    }

    List<WorkloadPods> workloads() {
        return List.copyOf(workloads.values());
    }

    /** Workloads that have pods. */
    public Set<WorkloadRef> refs() {
        return workloads.values().stream()
                .filter(group -> !group.pods(pod -> true).isEmpty())
                .map(WorkloadPods::ref)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The containers of the app's pods that run, by pod. */
    public Map<PodName, String> running(AppName app) {
        return workloads.values().stream()
                .filter(group -> group.ref().app().equals(app))
                .flatMap(group -> group.pods(pod -> pod.isRunning() && !pod.isTerminating()).stream())
                .collect(Collectors.toMap(LivePod::name, LivePod::id));
    }

    /** The app's pods by name. */
    public List<Pod> pods(AppName app) {
        return workloads.values().stream()
                .filter(group -> group.ref().app().equals(app))
                .flatMap(group ->
                        group
                                .read(() -> group.pods(pod -> true).stream()
                                        .map(LivePod::shown)
                                        .toList())
                                .stream())
                .sorted(Comparator.comparing(Pod::name))
                .toList();
    }

    /** One pod looked at closely. */
    public Optional<PodDetails> describe(PodName name) {
        return find(name).flatMap(found -> containers.look(found.pod().id()).map(now -> details(found, now)));
    }

    private static PodDetails details(Found found, Container now) {
        return found.group().read(() -> {
            Pod shown = found.pod().shown();
            PodRun run = now.phase() == Container.Phase.RUNNING
                    ? new PodRun.Running(now.started())
                    : new PodRun.Waiting(shown.reason().orElse(shown.state().word()));
            return new PodDetails(
                    shown, now.entrypoint(), now.command(), run, found.pod().lastRun());
        });
    }

    /** When the run before the last one of a pod began, as far as it is known. */
    public Optional<Instant> previousStart(PodName name) {
        return find(name)
                .flatMap(found -> found.group().read(() -> found.pod().lastRun()))
                .map(PodRun.Ended::started);
    }

    private record Found(WorkloadPods group, LivePod pod) {}

    private Optional<Found> find(PodName name) {
        return workloads.values().stream()
                .flatMap(group ->
                        group.pods(pod -> pod.name().equals(name)).stream().map(pod -> new Found(group, pod)))
                .findFirst();
    }

    /**
     * Takes over what an earlier process left: pods that run are probed at once, ended ones are started again, those never
     * started and one-off containers nobody waits for any more are removed.
     *
     * @param atMost how long to wait for the first probes, so that ready pods are told to the sink before this returns
     */
    public void adoptAll(Duration atMost) throws InterruptedException {
        List<Container> found = containers.list(Map.of());
        for (Container container : found) {
            Optional<PodSpec> spec = PodSpec.of(container);
            if (spec.isPresent()) {
                adoptUnknown(workload(spec.get().ref()), container);
            } else if (container.labels().containsKey(Labels.JOB)) {
                spawn("remove-" + container.name(), () -> {
                    Thread.sleep(SETTLE);
                    containers.remove(container.id());
                });
            }
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        for (WorkloadPods group : workloads()) {
            group.await(
                    () -> group.pods(pod -> pod.isRunning() && !pod.isJudged()).isEmpty(), deadline);
        }
    }

    /** Brings what we know of one workload in line with what the engine has. Call while holding its changes. */
    void refresh(WorkloadPods group) {
        List<Container> found = containers.list(Map.of(
                Labels.APP, group.ref().app().value(),
                Labels.PROCESS_TYPE, group.ref().processType().value()));
        found.forEach(container -> adoptUnknown(group, container));
        Set<String> ids = found.stream().map(Container::id).collect(Collectors.toSet());
        group.pods(pod -> !ids.contains(pod.id())).forEach(pod -> {
            group.drop(pod);
            pod.look();
        });
    }

    /** Compares what we believe with what the engine has, for events that were lost. */
    void resync() {
        Map<String, Container> found =
                containers.list(Map.of()).stream().collect(Collectors.toMap(Container::id, container -> container));
        for (Container container : found.values()) {
            PodSpec.of(container).ifPresent(spec -> adoptUnknown(workload(spec.ref()), container));
        }
        for (WorkloadPods group : workloads()) {
            for (LivePod pod : group.pods(pod -> !pod.isTerminating())) {
                Container now = found.get(pod.id());
                if (now == null || now.phase() != Container.Phase.RUNNING) {
                    pod.look();
                }
            }
            onVanished.accept(group);
        }
    }

    /** Something happened to this container. */
    void happened(String id) {
        for (WorkloadPods group : workloads()) {
            group.find(id).ifPresent(LivePod::look);
        }
    }

    /**
     * A container of ours that we did not make is one an earlier process asked for just before it died. What a list says
     * may be older than the end of a pod that we have removed and forgotten meanwhile, so it is looked at once more: taken
     * in again, such a pod would vanish at once and break the rollout that counted on it.
     */
    private void adoptUnknown(WorkloadPods group, Container listed) {
        if (!group.knows(listed)) {
            PodSpec.of(listed)
                    .ifPresent(
                            spec -> containers.look(listed.id()).ifPresent(container -> adopt(group, container, spec)));
        }
    }

    private void adopt(WorkloadPods group, Container container, PodSpec spec) {
        if (container.phase() == Container.Phase.CREATED) {
            if (group.removing(container)) {
                spawn("remove-" + container.name(), () -> removeUnstarted(group, container));
            }
            return;
        }
        LOG.info(
                "event=pod-found app={} release=v{} pod={} phase={}",
                spec.ref().app(),
                spec.release(),
                container.name(),
                container.phase());
        admit(group, container, spec);
    }

    private void removeUnstarted(WorkloadPods group, Container container) throws InterruptedException {
        Thread.sleep(SETTLE);
        try {
            containers.remove(container.id());
        } catch (Refused | EngineProblem e) {
            group.notRemoved(container);
            throw e;
        }
    }

    /** Takes a pod in and gives it a keeper. */
    LivePod admit(WorkloadPods group, Container container, PodSpec spec) {
        LivePod pod = new LivePod(container, spec, group, containers, probes, hooks);
        group.add(pod);
        boolean running = container.phase() == Container.Phase.RUNNING;
        spawn("pod-" + pod.name(), () -> {
            if (pod.keep(running)) {
                LOG.warn("event=pod-vanished app={} pod={}", spec.ref().app(), pod.name());
                group.drop(pod);
                onVanished.accept(group);
            }
        });
        return pod;
    }

    /** Ends a pod that was released, however often the engine stumbles: one that is left would never be looked at again. */
    private void endSurely(WorkloadPods group, LivePod pod, Optional<Endpoint> routed, Duration grace)
            throws InterruptedException {
        Duration pause = END_AGAIN;
        while (true) {
            try {
                end(group, pod, routed, grace);
                return;
            } catch (Refused | EngineProblem e) {
                LOG.warn(
                        "event=end-again pod={} after={}ms problem=\"{}\"",
                        pod.name(),
                        pause.toMillis(),
                        e.getMessage());
                Thread.sleep(pause);
                pause = pause.compareTo(END_AGAIN_AT_MOST) < 0 ? pause.multipliedBy(2) : END_AGAIN_AT_MOST;
            }
        }
    }

    /** Waits for its requests, then the hook and the stop signal, both within the grace, SIGKILL, remove. */
    private void end(WorkloadPods group, LivePod pod, Optional<Endpoint> routed, Duration grace)
            throws InterruptedException {
        if (routed.isPresent() && !sink.awaitIdle(routed.get(), grace)) {
            LOG.info("event=drain-cut pod={} after={}s", pod.name(), grace.toSeconds());
        }
        if (!grace.isZero()) {
            Duration left = grace.minus(pod.preStop(grace));
            containers.signal(pod.id(), pod.spec().lifecycle().stopSignal());
            containers.awaitEnd(pod.id(), left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left);
        }
        containers.signal(pod.id(), "SIGKILL");
        containers.remove(pod.id());
        group.drop(pod);
    }

    /** How a pod is stopped. */
    enum Stop {
        /** Requests end first, then the process has its grace. */
        DRAIN,
        /** At once: it never became ready. */
        KILL
    }

    /** Takes pods from traffic, all at once, and ends each of them on its own thread. */
    void retire(WorkloadPods group, List<LivePod> pods, Stop stop) {
        List<Runnable> ends = group.update(() -> pods.stream()
                .filter(pod -> !pod.isTerminating())
                .<Runnable>map(pod -> {
                    Optional<Endpoint> routed = pod.endpoint();
                    pod.release();
                    group.happened(pod.name(), "Killing", "Stopping container " + Events.container(group.ref()));
                    Duration grace = stop == Stop.DRAIN ? pod.spec().grace() : Duration.ZERO;
                    return () -> spawn("stop-" + pod.name(), () -> endSurely(group, pod, routed, grace));
                })
                .toList());
        ends.forEach(Runnable::run);
    }

    /** Work that may be interrupted by {@link #close}. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs work on a virtual thread that ends when this closes. */
    void spawn(String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                LOG.debug("event=stopped thread={}", name);
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn("event=failed thread={} problem=\"{}\"", name, e.getMessage(), e);
                }
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets go of all pods without touching them. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        probes.close();
    }
}
