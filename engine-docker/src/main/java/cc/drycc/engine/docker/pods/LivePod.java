package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Endpoint;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import cc.drycc.engine.PodRun;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Refused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pod and its keeper: the thread that starts its container, probes it, sees it end, waits, and starts it again, until
 * it is told to let go. All mutable state is guarded by the workload's lock.
 */
final class LivePod {

    private static final Logger LOG = LoggerFactory.getLogger(LivePod.class);

    /** How often a pod that is not up yet is looked at, in case the engine's event is late or lost. */
    private static final Duration LOOK_WHILE_STARTING = Duration.ofMillis(500);

    private static final Duration ENGINE_AWAY = Duration.ofSeconds(1);
    /** How long a pod may take for its postStart hook. */
    private static final Duration POST_START = Duration.ofMinutes(2);

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration UNHEALTHY_FROM = Duration.ofSeconds(1);
    private static final Duration UNHEALTHY_EVERY = Duration.ofSeconds(10);

    private final String id;
    private final PodName name;
    private final PodSpec spec;
    private final WorkloadPods group;
    private final Containers containers;
    private final ProbeTry probes;
    private final Hooks hooks;
    private final Backoff backoff = new Backoff();

    private Pod.State state = Pod.State.INITIALIZING;
    private boolean ready;
    private boolean judged;
    private boolean lookWanted;
    private boolean letGo;
    private int restarts;
    private int crashes;
    private boolean cannotStart;
    private Instant started;
    private Optional<InetAddress> address = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> lastProbe = Optional.empty();
    private Optional<PodRun.Ended> lastRun = Optional.empty();
    private Optional<Long> unhealthyTold = Optional.empty(); // of its keeper alone

    LivePod(
            Container container,
            PodSpec spec,
            WorkloadPods group,
            Containers containers,
            ProbeTry probes,
            Hooks hooks) {
        this.id = container.id();
        this.name = new PodName(container.name());
        this.spec = spec;
        this.group = group;
        this.containers = containers;
        this.probes = probes;
        this.hooks = hooks;
        // one that was only made has begun, too: Kubernetes counts from when the pod was taken on
        this.started = sinceWhen(container);
        if (container.phase() == Container.Phase.RUNNING) {
            this.state = Pod.State.STARTING;
            this.address = container.address();
        }
    }

    private static Instant sinceWhen(Container container) {
        return container.started().equals(Instant.EPOCH) ? Clock.systemUTC().instant() : container.started();
    }

    String id() {
        return id;
    }

    PodName name() {
        return name;
    }

    PodSpec spec() {
        return spec;
    }

    // ---- what others read, under the workload's lock ----

    /** Where its requests go, while it is ready for them. */
    Optional<Endpoint> endpoint() {
        return ready && spec.port().isPresent()
                ? address.map(ip ->
                        new Endpoint(name, new InetSocketAddress(ip, spec.port().getAsInt())))
                : Optional.empty();
    }

    boolean isReady() {
        return ready;
    }

    /** Whether its container was seen running and has not been seen ending since. */
    boolean isRunning() {
        return state == Pod.State.STARTING || state == Pod.State.UP;
    }

    /** Whether it was probed at least once since it was found or started. */
    boolean isJudged() {
        return judged;
    }

    boolean isTerminating() {
        return letGo;
    }

    /** Crashes since this process looks after it. */
    int crashes() {
        return crashes;
    }

    /** Whether the engine could not start its process at all. */
    boolean cannotStart() {
        return cannotStart;
    }

    /** Why it is not up. */
    Optional<String> reason() {
        return reason;
    }

    /** What the last probe that failed found. */
    Optional<String> lastProbe() {
        return lastProbe;
    }

    /** The last run that ended, as far as this process saw it. */
    Optional<PodRun.Ended> lastRun() {
        return lastRun;
    }

    /** As users see it. */
    Pod shown() {
        Optional<InetSocketAddress> at = spec.port().isPresent()
                ? address.map(ip -> new InetSocketAddress(ip, spec.port().getAsInt()))
                : Optional.empty();
        return new Pod(name, spec.ref(), spec.release(), state, ready, restarts, started, at, reason);
    }

    // ---- what others tell it ----

    /** Something happened to its container: see what. */
    void look() {
        group.change(() -> lookWanted = true);
    }

    /** From now on it gets no traffic and its keeper leaves it alone. Call inside an update. */
    void release() {
        letGo = true;
        ready = false;
        state = Pod.State.TERMINATING;
    }

    // ---- the keeper ----

    /** How one run of the container ended. */
    private record Crash(String reason, Duration up) {}

    /** Thrown to leave the keeper's loop: the pod is being stopped, or its container is gone. */
    private static final class Over extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean vanished;

        private Over(boolean vanished) {
            super(null, null, false, false);
            this.vanished = vanished;
        }
    }

    /**
     * Keeps the pod until it is let go.
     *
     * @param running whether the container runs already
     * @return true when the container is gone without our doing
     */
    boolean keep(boolean running) throws InterruptedException {
        try {
            Crash crash = running ? watch(true) : startAndWatch();
            while (true) {
                Duration pause = crashed(crash);
                if (group.await(() -> letGo, pause)) {
                    return false;
                }
                group.change(() -> restarts++);
                crash = startAndWatch();
            }
        } catch (Over over) {
            return over.vanished;
        }
    }

    private Duration crashed(Crash crash) {
        Duration pause = backoff.after(crash.up());
        Optional<PodRun.Ended> run = runThatEnded();
        group.change(() -> {
            lastRun = run;
            crashes++;
            ready = false;
            judged = true;
            if (!letGo) {
                state = Pod.State.CRASHED;
            }
            reason = Optional.of(crash.reason());
        });
        group.happened(
                name,
                "BackOff",
                "Back-off restarting failed container %s in pod %s: %s"
                        .formatted(Events.container(spec.ref()), name, crash.reason()));
        LOG.info(
                "event=pod-crashed app={} release=v{} pod={} reason=\"{}\" restart_in={}s",
                spec.ref().app(),
                spec.release(),
                name,
                crash.reason(),
                pause.toSeconds());
        return pause;
    }

    private Optional<PodRun.Ended> runThatEnded() {
        try {
            return containers
                    .look(id)
                    .filter(now -> now.phase() == Container.Phase.ENDED)
                    .map(now -> new PodRun.Ended(now.started(), now.finished(), now.exitCode(), now.outOfMemory()));
        } catch (Refused | EngineProblem e) {
            LOG.debug("event=run-unknown pod={} problem=\"{}\"", name, e.getMessage()); // it is only told, never needed
            return Optional.empty();
        }
    }

    private Crash startAndWatch() throws InterruptedException, Over {
        while (true) {
            try {
                containers.start(id);
                Container now = containers.look(id).orElseThrow(() -> new Over(true));
                group.change(() -> up(now));
                group.happened(name, "Started", "Started container " + Events.container(spec.ref()));
                Optional<Crash> failed = postStart();
                return failed.isPresent() ? failed.get() : watch(false);
            } catch (Refused e) {
                if (isGone()) {
                    throw new Over(true);
                }
                String why = StartFailure.explain(e);
                group.happened(name, "Failed", "Error: " + why);
                // Both at once: who waits for the pod reads the reason as soon as it is hopeless.
                group.change(() -> {
                    cannotStart = true;
                    reason = Optional.of(why);
                });
                return new Crash(why, Duration.ZERO);
            } catch (EngineProblem e) {
                waitForEngine(e);
            }
        }
    }

    /** Runs the hook, if there is one; what it did wrong is a crash. */
    private Optional<Crash> postStart() throws InterruptedException, Over {
        Optional<Lifecycle.Hook> hook = spec.lifecycle().postStart();
        if (hook.isEmpty()) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        Optional<String> failure = hooks.run(id, group.read(() -> address), hook.get(), POST_START);
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        Optional<Crash> ended = ended(begun);
        return ended.isPresent() ? ended : Optional.of(kill("postStart hook failed: " + failure.get(), begun));
    }

    /**
     * Runs the hook before the stop signal, if there is one and something to stop.
     *
     * @return how long that took
     */
    Duration preStop(Duration atMost) throws InterruptedException {
        Optional<Lifecycle.Hook> hook = spec.lifecycle().preStop();
        if (hook.isEmpty()
                || !containers
                        .look(id)
                        .map(now -> now.phase() == Container.Phase.RUNNING)
                        .orElse(false)) {
            return Duration.ZERO;
        }
        long begun = System.nanoTime();
        hooks.run(id, group.read(() -> address), hook.get(), atMost)
                .ifPresent(why -> LOG.info("event=pre-stop-failed pod={} reason=\"{}\"", name, why));
        return up(begun);
    }

    private boolean isGone() {
        try {
            return containers.look(id).isEmpty();
        } catch (EngineProblem e) {
            return false; // not for sure
        }
    }

    private void up(Container now) {
        started = sinceWhen(now);
        address = now.address();
        cannotStart = false;
        reason = Optional.empty();
        if (!letGo) {
            state = Pod.State.STARTING;
        }
        lookWanted = now.phase() != Container.Phase.RUNNING;
    }

    private void waitForEngine(EngineProblem problem) throws InterruptedException, Over {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException(); // it is us who went away
        }
        LOG.warn("event=engine-away pod={} problem=\"{}\"", name, problem.getMessage());
        if (group.await(() -> letGo, ENGINE_AWAY)) {
            throw new Over(false);
        }
    }

    /** Probes until the container ends. */
    private Crash watch(boolean found) throws InterruptedException, Over {
        long begun = System.nanoTime();
        Probing probing = new Probing(spec, begun, found);
        boolean wantStartTime = found;
        while (true) {
            Optional<Probing.Track> next = probing.next();
            Optional<Crash> end = awaitDue(next, begun);
            if (end.isPresent()) {
                return end.get();
            }
            if (next.isPresent() && System.nanoTime() >= next.get().due()) {
                Optional<Crash> killed = probe(probing, next.get(), begun);
                if (killed.isPresent()) {
                    return killed.get();
                }
            }
            if (wantStartTime && group.read(() -> ready)) {
                wantStartTime = false;
                look();
            }
        }
    }

    /** Waits until the next try is due or somebody wants a look; a look may find the end. */
    private Optional<Crash> awaitDue(Optional<Probing.Track> next, long begun) throws InterruptedException, Over {
        long now = System.nanoTime();
        long look = now + (group.read(() -> ready) ? NEVER : LOOK_WHILE_STARTING).toNanos();
        long due = next.map(Probing.Track::due).orElse(look);
        group.await(() -> letGo || lookWanted, Math.min(due, look));
        if (group.read(() -> letGo)) {
            throw new Over(false);
        }
        boolean wanted = group.read(() -> lookWanted) || System.nanoTime() >= look;
        return wanted ? ended(begun) : Optional.empty();
    }

    private Optional<Crash> ended(long begun) throws InterruptedException, Over {
        group.change(() -> lookWanted = false);
        try {
            Container now = containers.look(id).orElseThrow(() -> new Over(true));
            if (now.phase() == Container.Phase.RUNNING) {
                group.change(() -> {
                    started = now.started();
                    address = now.address();
                });
                return Optional.empty();
            }
            String why = now.outOfMemory() ? "out of memory" : "exit code " + now.exitCode();
            return Optional.of(new Crash(why, up(begun)));
        } catch (EngineProblem e) {
            group.change(() -> lookWanted = true);
            waitForEngine(e);
            return Optional.empty();
        }
    }

    private Optional<Crash> probe(Probing probing, Probing.Track track, long begun) throws InterruptedException, Over {
        Optional<String> failure = Optional.empty();
        if (track.check().isPresent()) {
            Optional<InetAddress> at = group.read(() -> address);
            failure = probes.run(id, at, track.check().get(), track.timeout());
        }
        // Whoever answered at its address was it only if it still runs: with its end the address may be another's.
        boolean saysReady = failure.isEmpty() && !group.read(() -> ready);
        if (saysReady || track.check().isEmpty()) {
            Optional<Crash> end = ended(begun);
            if (end.isPresent()) {
                return end;
            }
        }
        Probing.Outcome outcome = probing.report(track, failure.isEmpty(), System.nanoTime());
        Optional<String> found = failure;
        group.change(() -> judge(outcome, found));
        found.ifPresent(why -> tellUnhealthy(track.kind(), why, begun));
        if (outcome != Probing.Outcome.KILL) {
            return Optional.empty();
        }
        String kind = track.kind() == Probing.Kind.STARTUP ? "startup" : "liveness";
        return Optional.of(kill(kind + " probe failed: " + found.orElse("no answer"), begun));
    }

    /** Not each of many tries: once in a while, and not what the first moment of every start shows. */
    private void tellUnhealthy(Probing.Kind kind, String why, long begun) {
        long now = System.nanoTime();
        boolean starting = now - begun < UNHEALTHY_FROM.toNanos();
        if (starting
                || unhealthyTold
                        .filter(last -> now - last < UNHEALTHY_EVERY.toNanos())
                        .isPresent()) {
            return;
        }
        unhealthyTold = Optional.of(now);
        group.happened(
                name,
                "Unhealthy",
                "%s probe failed: %s"
                        .formatted(
                                switch (kind) {
                                    case STARTUP -> "Startup";
                                    case READINESS -> "Readiness";
                                    case LIVENESS -> "Liveness";
                                },
                                why));
    }

    private void judge(Probing.Outcome outcome, Optional<String> failure) {
        judged = true;
        lastProbe = failure.or(() -> lastProbe);
        if (letGo) {
            return;
        }
        switch (outcome) {
            case READY -> {
                ready = true;
                state = Pod.State.UP;
                reason = Optional.empty();
            }
            case UNREADY, KILL -> {
                ready = false;
                reason = failure;
            }
            case NOTHING -> {
                // one try of several, or no change
            }
        }
    }

    private Crash kill(String why, long begun) throws InterruptedException, Over {
        Crash crash = new Crash(why, up(begun));
        group.happened(
                name, "Killing", "Container %s: %s, will be restarted".formatted(Events.container(spec.ref()), why));
        try {
            preStop(spec.grace());
            containers.signal(id, spec.lifecycle().stopSignal());
            if (!containers.awaitEnd(id, spec.grace())) {
                containers.signal(id, "SIGKILL");
                containers.awaitEnd(id, spec.grace());
            }
        } catch (EngineProblem e) {
            waitForEngine(e);
        }
        return crash;
    }

    private static Duration up(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
