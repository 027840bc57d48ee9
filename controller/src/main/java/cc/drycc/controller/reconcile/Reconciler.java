package cc.drycc.controller.reconcile;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.storage.StorageProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Compares rows and engine and makes the engine follow. An app somebody is at work on is left to them; one that does not
 * come up is tried again after one minute, two, four … up to half an hour, so that it does not stand in its owner's way.
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int AT_ONCE = 8;

    private final TransactionOperations transaction;
    private final Apps apps;
    private final Builds builds;
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final DeployQueue queue;
    private final Teardown teardown;
    private final Engine engine;
    private final Publishing publishing;
    private final AppTurns turns;
    private final InstantSource clock;
    private final Map<UUID, Failures> failures = new ConcurrentHashMap<>();

    /** Why not to try again before a time. */
    private record Failures(int version, int count, Instant retry) {}

    public Reconciler(
            TransactionOperations transaction,
            Apps apps,
            Builds builds,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            DeployQueue queue,
            Teardown teardown,
            Engine engine,
            Publishing publishing,
            AppTurns turns,
            InstantSource clock) {
        this.transaction = transaction;
        this.apps = apps;
        this.builds = builds;
        this.ledger = ledger;
        this.runner = runner;
        this.queue = queue;
        this.teardown = teardown;
        this.engine = engine;
        this.publishing = publishing;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * What must be so before the first request comes in, from rows alone and so in milliseconds: every live app has its
     * hosts, no build of a dead process is left open, every release without an end has a deploy waiting.
     *
     * @param instance this process
     */
    public void atStart(UUID instance) {
        int left = builds.failAllBut(instance, "the platform stopped while it was building; push again");
        if (left > 0) {
            LOG.info("event=builds-closed count={}", left);
        }
        for (var app : apps.all()) {
            publishing.refresh(app);
            enqueueWhatWaits(app);
        }
    }

    /** One round over everything. */
    public void run() throws InterruptedException {
        finishDestroying();
        publishing.refreshAll();
        reconcileAll();
        removeUnknown();
    }

    /** A few at a time: one app that takes its whole timeout to fail does not hold the others up. */
    private void reconcileAll() throws InterruptedException {
        var room = new Semaphore(AT_ONCE);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (var app : apps.all()) {
                    room.acquire();
                    workers.execute(() -> reconcileOne(app, room));
                }
                room.acquire(AT_ONCE);
            } catch (InterruptedException e) {
                workers.shutdownNow();
                throw e;
            }
        }
    }

    private void reconcileOne(App app, Semaphore room) {
        try {
            reconcile(app.uuid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("event=reconcile-broken app={}", app.name(), e);
        } finally {
            room.release();
        }
    }

    /** Makes one app run its current release, unless somebody is at work on it or it failed to a short time ago. */
    public void reconcile(UUID uuid) throws InterruptedException {
        if (turns.taken(uuid)) {
            return;
        }
        turns.run(uuid, () -> {
            var app = apps.find(uuid);
            if (app.isPresent() && !enqueueWhatWaits(app.get())) {
                converge(app.get());
            }
        });
    }

    private boolean enqueueWhatWaits(App app) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var locked = apps.lock(app.uuid());
            var waiting = ledger.created(app.uuid());
            if (locked.isEmpty() || waiting.isEmpty()) {
                return false;
            }
            queue.enqueue(locked.get(), waiting.getLast().version());
            return true;
        }));
    }

    private void converge(App app) throws InterruptedException {
        var failed = failures.get(app.uuid());
        if (failed != null
                && failed.version() == app.current()
                && clock.instant().isBefore(failed.retry())) {
            return;
        }
        var release = ledger.find(app.uuid(), app.current());
        if (release.isEmpty()) {
            return;
        }
        try {
            runner.converge(app, release.get(), app.structure(), text -> {});
            failures.remove(app.uuid());
        } catch (NotDeployable | RolloutFailed | EngineProblem e) {
            var next = again(app, failed);
            failures.put(app.uuid(), next);
            LOG.warn(
                    "event=reconcile-failed app={} release=v{} try={} reason=\"{}\"",
                    app.name(),
                    app.current(),
                    next.count(),
                    e.getMessage());
        }
    }

    private Failures again(App app, @org.jspecify.annotations.Nullable Failures before) {
        int count = before == null || before.version() != app.current() ? 1 : before.count() + 1;
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
        return new Failures(app.current(), count, clock.instant().plus(pause));
    }

    private void finishDestroying() throws InterruptedException {
        for (var app : apps.destroying()) {
            try {
                teardown.finish(app);
            } catch (EngineProblem | StorageProblem e) {
                LOG.warn("event=destroy-unfinished app={} reason=\"{}\"", app.name(), e.getMessage());
            }
        }
    }

    private void removeUnknown() throws InterruptedException {
        // The engine is asked first: an app made after that is in the rows read next.
        var running = engine.workloads().stream().map(WorkloadRef::app).collect(Collectors.toSet());
        var known = new HashSet<AppName>();
        apps.all().forEach(app -> known.add(app.name()));
        apps.destroying().forEach(app -> known.add(app.name()));
        for (var app : running) {
            if (!known.contains(app)) {
                LOG.warn("event=unknown-app-removed app={}", app);
                engine.removeApp(app);
            }
        }
    }
}
