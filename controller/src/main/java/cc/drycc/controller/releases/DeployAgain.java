package cc.drycc.controller.releases;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.Set;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deploys the newest release because somebody asks for it (seed 5.6): one that waits since autodeploy is off, one that
 * failed, or once more the one that runs.
 */
public final class DeployAgain {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final Builds builds;
    private final LaunchRelease launch;
    private final RestartPods restart;
    private final AppLog log;

    public DeployAgain(
            TransactionOperations transaction,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            LaunchRelease launch,
            RestartPods restart,
            AppLog log) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.builds = builds;
        this.launch = launch;
        this.restart = restart;
        this.log = log;
    }

    /** Whether pods that run the release already are left alone. */
    public enum Force {
        NO,
        /** They are replaced by fresh ones; a deploy that is under way is waited for. */
        YES
    }

    /**
     * Deploys, and waits until the release runs.
     *
     * @param only for these process types; empty means all
     * @throws Problem with the reason; what ran before runs on
     */
    public Release deploy(App app, User user, Set<ProcessType> only, Force force) throws InterruptedException {
        var before = app.current();
        var release = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            return enqueue(locked, user, only, force);
        });
        launch.await(app, release);
        if (force == Force.YES && release.version() == before) {
            refresh(app, user, only);
        }
        return release;
    }

    private Release enqueue(App locked, User user, Set<ProcessType> only, Force force) {
        var release = ledger.latest(locked.uuid()).orElseThrow(Problem.NotFound::app);
        var build = release.build()
                .flatMap(builds::find)
                .orElseThrow(() -> new Problem.Refused("there are no builds available for deploy"));
        checkTypes(release, build, only);
        switch (release.state()) {
            case CREATED -> {
                if (force == Force.NO) {
                    throw new Problem.Conflict("there is an executing pipeline, please wait or force deploy");
                }
            }
            case HELD, FAILED, CRASHED, SUCCEED -> {
                log.say(locked.uuid(), "api", user.username() + " deploys " + release.tag());
                launch.deployAgain(locked, release, only);
            }
        }
        return release;
    }

    private static void checkTypes(Release release, Build build, Set<ProcessType> only) {
        for (var type : only) {
            if (!build.processTypes().contains(type)) {
                throw new Problem.Refused("process type %s does not exist in %s".formatted(type, release.tag()));
            }
        }
    }

    private void refresh(App app, User user, Set<ProcessType> only) throws InterruptedException {
        if (only.isEmpty()) {
            restart.all(app, user.username());
        }
        for (var type : only) {
            restart.typeOrName(app, user.username(), type.value());
        }
    }
}
