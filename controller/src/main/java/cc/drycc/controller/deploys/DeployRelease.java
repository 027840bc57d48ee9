package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deploys one release: rolls it out, then notes in one transaction that it succeeded and is the one that should run; or
 * notes why it failed and, unless autorollback is off, puts back what ran before. Interrupted or killed anywhere, the same call does the rest.
 */
final class DeployRelease {

    private static final Logger LOG = LoggerFactory.getLogger(DeployRelease.class);
    private static final int ENGINE_TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_LINES = 20;
    private static final int LONGEST_LINE = 1_000;

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final DeployWatch watch;
    private final AppLog log;
    private final DeployListener listener;
    private final SettingsTable settings;

    DeployRelease(
            TransactionOperations transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            DeployWatch watch,
            AppLog log,
            DeployListener listener,
            SettingsTable settings) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.runner = runner;
        this.watch = watch;
        this.log = log;
        this.listener = listener;
        this.settings = settings;
    }

    /** Deploys the release; the caller has the app's turn. */
    void run(App app, Release release) throws InterruptedException {
        int version = release.version();
        LOG.info("event=deploy-started app={} release=v{}", app.name(), version);
        ledger.deploying(app.uuid(), version, runner.types(release));
        try {
            var running = rollOut(app, release, steps(app, release));
            var left = left(app, release, running);
            succeeded(app, release, running, left);
            runner.removeOthers(app, union(running.keySet(), left.keySet()));
        } catch (NotDeployable e) {
            failed(app, release, e.reason(), List.of());
        } catch (RunFailed e) {
            failed(app, release, e.reason(), e.lastLines());
        } catch (RolloutFailed e) {
            failed(app, release, ShellCommand.explain(String.valueOf(e.getMessage())), e.lastLines());
        } catch (EngineProblem e) {
            failed(app, release, "the engine failed: " + e.getMessage(), List.of());
        } catch (DataAccessException | TransactionException e) {
            throw e; // the database is away: try again later
        } catch (RuntimeException e) {
            LOG.error("event=deploy-broken app={} release=v{}", app.name(), version, e);
            failed(app, release, "the platform failed; its log says why", List.of());
        }
    }

    private RunSteps steps(App app, Release release) {
        return new RunSteps(app, release, runner, log, watch.of(app.uuid(), release.version())::add);
    }

    private Map<ProcessType, Integer> rollOut(App app, Release release, RunSteps runs)
            throws NotDeployable, RunFailed, RolloutFailed, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return rollOutOnce(app, release, runs);
            } catch (EngineProblem e) {
                if (tries == ENGINE_TRIES) {
                    throw e;
                }
                LOG.warn(
                        "event=engine-problem app={} release=v{} try={} problem=\"{}\"",
                        app.name(),
                        release.version(),
                        tries,
                        e.getMessage());
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << (tries - 1)));
            }
        }
    }

    private Map<ProcessType, Integer> rollOutOnce(App app, Release release, RunSteps runs)
            throws NotDeployable, RunFailed, RolloutFailed, InterruptedException {
        var steps = watch.of(app.uuid(), release.version());
        var plan = runner.planWithImages(app, release);
        if (plan.isEmpty()) {
            return Map.of();
        }
        var workloads = plan.get().workloads(app.structure()).stream()
                .filter(workload -> release.isFor(workload.ref().processType()))
                .toList();
        runs.run(plan.get());
        runner.apply(workloads, text -> {
            steps.add(text);
            CrashPoint.MID_DEPLOY.reach();
        });
        CrashPoint.SWITCHING.reach();
        var running = new TreeMap<>(plan.get().structure(app.structure()));
        running.keySet().removeIf(type -> !release.isFor(type));
        return running;
    }

    /** Process types that go on running what they run, with the release that is. */
    private Map<ProcessType, Integer> left(App app, Release release, Map<ProcessType, Integer> running) {
        if (release.only().isEmpty()) {
            return settings.of(app).autodeploy() ? Map.of() : vanished(app, running);
        }
        var left = new TreeMap<ProcessType, Integer>();
        for (var type : app.structure().keySet()) {
            if (!running.containsKey(type)) {
                left.put(type, app.diverged().getOrDefault(type, app.current()));
            }
        }
        return left;
    }

    /** Process types the release no longer has, with the release they ran: without autodeploy a person cleans them up. */
    private static Map<ProcessType, Integer> vanished(App app, Map<ProcessType, Integer> running) {
        var vanished = new TreeMap<ProcessType, Integer>();
        app.structure().forEach((type, count) -> {
            if (count > 0 && !running.containsKey(type)) {
                vanished.put(type, app.diverged().getOrDefault(type, app.current()));
            }
        });
        return vanished;
    }

    private static Set<ProcessType> union(Set<ProcessType> one, Set<ProcessType> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** @param left process types that go on running an older release, with its version */
    private void succeeded(
            App app, Release release, Map<ProcessType, Integer> running, Map<ProcessType, Integer> left) {
        int version = release.version();
        var structure = new TreeMap<>(running);
        left.keySet().forEach(type -> structure.put(type, app.structure().getOrDefault(type, 0)));
        transaction.executeWithoutResult(status -> {
            apps.lock(app.uuid());
            ledger.finish(app.uuid(), version, ReleaseState.SUCCEED, runner.types(release), Optional.empty());
            apps.setCurrent(app.uuid(), version);
            var diverged = new TreeMap<>(left);
            diverged.values().removeIf(other -> other == version);
            apps.setDiverged(app.uuid(), diverged);
            apps.setStructure(app.uuid(), structure);
            log.say(app.uuid(), "deploy", "v%d is running".formatted(version));
            listener.succeeded(app, version);
        });
        watch.ended(app.uuid(), version);
        LOG.info("event=deploy-succeeded app={} release=v{}", app.name(), version);
    }

    private void failed(App app, Release release, String reason, List<String> lines) throws InterruptedException {
        int version = release.version();
        // A pod that dies likes to print what it was given.
        var redaction = runner.redaction(release);
        var failure = new DeployOutcome.Failed(
                version,
                redaction.apply(oneLine(reason)),
                tail(lines).stream().map(redaction::apply).toList());
        boolean rollBack = settings.of(app).autorollback();
        var kept = rollBack ? Set.<ProcessType>of() : kept(app, release);
        transaction.executeWithoutResult(status -> {
            var locked = apps.lock(app.uuid());
            ledger.finish(app.uuid(), version, ReleaseState.FAILED, runner.types(release), Optional.of(failure.text()));
            locked.ifPresent(now -> diverge(now, version, kept));
            log.say(app.uuid(), "deploy", "v%d failed: %s".formatted(version, failure.reason()));
        });
        LOG.warn("event=deploy-failed app={} release=v{} reason=\"{}\"", app.name(), version, failure.reason());
        watch.ended(app.uuid(), version);
        if (rollBack) {
            restore(app);
        }
    }

    /** What runs the release although it failed. */
    private Set<ProcessType> kept(App app, Release release) {
        try {
            return runner.typesRunning(app, release);
        } catch (EngineProblem e) {
            LOG.warn("event=nothing-kept app={} release={} reason=\"{}\"", app.name(), release.tag(), e.getMessage());
            return Set.of();
        }
    }

    private void diverge(App locked, int version, Set<ProcessType> kept) {
        if (kept.isEmpty()) {
            return;
        }
        var diverged = new TreeMap<>(locked.diverged());
        var structure = new TreeMap<>(locked.structure());
        kept.forEach(type -> {
            diverged.put(type, version);
            structure.putIfAbsent(type, type.equals(ProcessType.WEB) ? 1 : 0);
        });
        apps.setDiverged(locked.uuid(), diverged);
        apps.setStructure(locked.uuid(), structure);
    }

    /** Puts back what should run; when even that fails, the reconciler goes on trying. */
    private void restore(App app) throws InterruptedException {
        try {
            var current = ledger.find(app.uuid(), app.current());
            if (current.isPresent()) {
                runner.converge(app, current.get(), app.structure(), text -> {});
            } else {
                runner.removeOthers(app, Set.of());
            }
        } catch (NotDeployable | RolloutFailed | EngineProblem e) {
            LOG.warn(
                    "event=restore-failed app={} release=v{} reason=\"{}\"", app.name(), app.current(), e.getMessage());
        }
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .map(DeployRelease::oneLine)
                .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…")
                .toList();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\u0000]+", " ").strip();
    }
}
