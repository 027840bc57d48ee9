package cc.drycc.controller.releases;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import java.util.Optional;
import java.util.UUID;

/** Makes the next release of an app and has it deployed: what every change of config and every rollback ends with. */
public final class LaunchRelease {

    private final ReleaseLedger ledger;
    private final Apps apps;
    private final DeployQueue queue;
    private final Deploys deploys;
    private final AppLog log;

    public LaunchRelease(ReleaseLedger ledger, Apps apps, DeployQueue queue, Deploys deploys, AppLog log) {
        this.ledger = ledger;
        this.apps = apps;
        this.queue = queue;
        this.deploys = deploys;
        this.log = log;
    }

    /**
     * Appends a release and enqueues its deploy, both or neither. Without a build there is nothing to deploy: the release
     * has succeeded at once.
     *
     * @param locked the app, locked in the caller's transaction
     */
    public Release append(App locked, User author, Optional<UUID> build, UUID config, String summary) {
        var release = ledger.append(locked, author, build, config, summary);
        log.say(locked.uuid(), "api", summary);
        if (build.isPresent()) {
            queue.enqueue(locked, release.version());
        } else {
            ledger.finish(locked.uuid(), release.version(), ReleaseState.SUCCEED, Optional.empty());
            apps.setCurrent(locked.uuid(), release.version());
        }
        return release;
    }

    /**
     * Waits, outside of any transaction, until the release runs.
     *
     * @throws Problem.Refused with the reason when it failed: the one before serves on
     */
    public void await(App app, Release release) {
        switch (outcome(app, release)) {
            case DeployOutcome.Succeeded done -> {}
            case DeployOutcome.Failed failed ->
                throw new Problem.Refused("%s failed: %s. The release before it serves on."
                        .formatted(release.tag(), withoutStop(failed.reason())));
            case DeployOutcome.Gone gone -> throw Problem.NotFound.app();
        }
    }

    private DeployOutcome outcome(App app, Release release) {
        try {
            return deploys.await(app.uuid(), release.version(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable(
                    "The platform is stopping; %s is deployed when it is back.".formatted(release.tag()));
        }
    }

    private static String withoutStop(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
