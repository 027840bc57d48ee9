package cc.drycc.controller.scale;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes how many pods an app has. The new numbers are kept first, then applied: after a crash the reconciler goes on
 * towards them. When the pods do not come up the old numbers are put back, so all of a request holds or nothing of it.
 */
public final class ScaleApp {

    /** Pods of one process type at most. */
    public static final int MOST_PODS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ScaleApp.class);

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final AppTurns turns;
    private final AppLog log;
    private final Quotas quotas;

    public ScaleApp(
            TransactionOperations transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log,
            Quotas quotas) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.runner = runner;
        this.turns = turns;
        this.log = log;
        this.quotas = quotas;
    }

    /**
     * Waits until the pods are up (or gone). Process types that are not named keep their number.
     *
     * @throws Problem with the reason; the numbers are as before
     */
    public void scale(App app, User user, Map<ProcessType, Integer> wanted) throws InterruptedException {
        turns.run(app.uuid(), () -> scaleInTurn(app, wanted, user.username() + " scaled pods " + words(wanted)));
    }

    /** The same for the autoscaler, in nobody's name. */
    public void byRule(App app, Map<ProcessType, Integer> wanted) throws InterruptedException {
        turns.run(app.uuid(), () -> scaleInTurn(app, wanted, "autoscale scaled pods " + words(wanted)));
    }

    /** How many more pods the app may have. */
    public int room(App app) {
        return Math.max(0, quotas.podsPerApp().orElse(Integer.MAX_VALUE) - pods(app.structure()));
    }

    private static int pods(Map<ProcessType, Integer> structure) {
        return structure.values().stream().mapToInt(Integer::intValue).sum();
    }

    private record Change(App before, Release release, Map<ProcessType, Integer> after) {}

    private void scaleInTurn(App app, Map<ProcessType, Integer> wanted, String what) throws InterruptedException {
        var change = transaction.execute(status -> keep(app, wanted));
        try {
            runner.converge(change.before(), change.release(), change.after(), text -> {});
            log.say(app.uuid(), "api", what);
        } catch (NotDeployable | RolloutFailed e) {
            putBack(change);
            throw new Problem.Refused("scaling failed, the old numbers stay: " + e.getMessage());
        } catch (EngineProblem e) {
            putBack(change);
            throw new Problem.Unavailable("scaling failed, the old numbers stay: " + e.getMessage());
        }
    }

    private Change keep(App app, Map<ProcessType, Integer> wanted) {
        var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
        var release = ledger.find(app.uuid(), locked.current())
                .filter(current -> current.build().isPresent())
                .orElseThrow(
                        () -> new Problem.Refused("No build associated with this release; push or pull one first"));
        var after = new TreeMap<>(locked.structure());
        wanted.forEach((type, count) -> {
            if (after.replace(type, count) == null) {
                throw new Problem.Refused("Container type %s does not exist in application".formatted(type));
            }
        });
        quotas.checkPods(locked.name(), pods(locked.structure()), pods(after));
        apps.setStructure(app.uuid(), after);
        return new Change(locked, release, after);
    }

    private void putBack(Change change) throws InterruptedException {
        var app = change.before();
        transaction.executeWithoutResult(status -> {
            if (apps.lock(app.uuid()).isPresent()) {
                apps.setStructure(app.uuid(), app.structure());
            }
        });
        try {
            runner.converge(app, change.release(), app.structure(), text -> {});
        } catch (NotDeployable | RolloutFailed | EngineProblem e) {
            LOG.warn(
                    "event=scale-not-undone app={} release={} reason=\"{}\"",
                    app.name(),
                    change.release().tag(),
                    e.getMessage());
        }
    }

    private static String words(Map<ProcessType, Integer> wanted) {
        return new TreeMap<>(wanted)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }
}
