package cc.drycc.controller.releases;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.RunningReleases.Part;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.engine.ProcessType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes the next release of an app and has it deployed: what every push, change of config and rollback ends with. The one
 * place that decides whether it is deployed at once: {@code autodeploy} says so, and a rollback always is.
 */
public final class LaunchRelease {

    private final ReleaseLedger ledger;
    private final Apps apps;
    private final DeployQueue queue;
    private final Deploys deploys;
    private final AppLog log;
    private final SettingsTable settings;
    private final AdmitBuild admit;

    public LaunchRelease(
            ReleaseLedger ledger,
            Apps apps,
            DeployQueue queue,
            Deploys deploys,
            AppLog log,
            SettingsTable settings,
            AdmitBuild admit) {
        this.ledger = ledger;
        this.apps = apps;
        this.queue = queue;
        this.deploys = deploys;
        this.log = log;
        this.settings = settings;
        this.admit = admit;
    }

    /**
     * Appends a release and, unless autodeploy is off, enqueues its deploy; all or nothing. Without a build there is
     * nothing to deploy: the release has succeeded at once.
     *
     * @param locked the app, locked in the caller's transaction
     * @throws cc.drycc.controller.problems.Problem when the operator's rules forbid the build
     */
    public Release append(App locked, User author, Optional<UUID> build, UUID config, String summary) {
        build.ifPresent(uuid -> admit.admit(locked, uuid));
        if (build.isEmpty() || settings.of(locked).autodeploy()) {
            return appendAndDeploy(locked, author, build, config, summary);
        }
        var release = ledger.append(locked, author, build, config, summary);
        ledger.hold(locked.uuid(), release.version());
        log.say(locked.uuid(), "api", summary);
        log.say(locked.uuid(), "deploy", "%s waits for `drycc releases deploy`".formatted(release.tag()));
        return ledger.find(locked.uuid(), release.version()).orElseThrow();
    }

    /** As {@link #append}, with the build of a part of the app, for its process types. */
    public Release append(App locked, User author, Part part, UUID config, String summary) {
        var build = part.release().build();
        return part.types().isEmpty()
                ? append(locked, author, build, config, summary)
                : appendAndDeploy(locked, author, build, config, summary + " for " + names(part.types()), part.types());
    }

    private static String names(Set<ProcessType> types) {
        return types.stream().map(ProcessType::value).sorted().collect(Collectors.joining(", "));
    }

    /** As {@link #append}, whatever autodeploy says. */
    Release appendAndDeploy(App locked, User author, Optional<UUID> build, UUID config, String summary) {
        var release = ledger.append(locked, author, build, config, summary);
        log.say(locked.uuid(), "api", summary);
        if (build.isPresent()) {
            queue.enqueue(locked, release.version());
        } else {
            ledger.finish(locked.uuid(), release.version(), ReleaseState.SUCCEED, Set.of(), Optional.empty());
            apps.setCurrent(locked.uuid(), release.version());
        }
        return release;
    }

    /**
     * As {@link #appendAndDeploy}, for some process types only.
     *
     * @param only empty means all
     */
    Release appendAndDeploy(
            App locked, User author, Optional<UUID> build, UUID config, String summary, Set<ProcessType> only) {
        var release = appendAndDeploy(locked, author, build, config, summary);
        ledger.restrict(locked.uuid(), release.version(), only);
        return release;
    }

    /**
     * Enqueues the deploy of a release that is held, or that was deployed before; the app is locked in the caller's
     * transaction.
     *
     * @param only for these process types; empty means all
     */
    public void deployAgain(App locked, Release release, Set<ProcessType> only) {
        ledger.again(locked.uuid(), release.version(), only);
        queue.enqueue(locked, release.version());
    }

    /**
     * Waits, outside of any transaction, until the release runs; not for one that is held.
     *
     * @throws Problem.Refused with the reason when it failed
     */
    public void await(App app, Release release) {
        switch (outcome(app, release)) {
            case DeployOutcome.Succeeded done -> {}
            case DeployOutcome.Held held -> {}
            case DeployOutcome.Failed failed ->
                throw new Problem.Refused(
                        "%s failed: %s. %s".formatted(release.tag(), withoutStop(failed.reason()), consequence(app)));
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

    private String consequence(App app) {
        return settings.of(app).autorollback()
                ? "The release before it serves on."
                : "Autorollback is off: what it changed stays.";
    }

    private static String withoutStop(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
