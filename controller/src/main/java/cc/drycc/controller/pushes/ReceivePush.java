package cc.drycc.controller.pushes;

import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.BuiltImage;
import cc.drycc.controller.builds.BuiltPath;
import cc.drycc.controller.builds.PathImages;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.PathConfig;
import cc.drycc.controller.deploys.CrashPoint;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.evidence.KeepEvidence;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.EngineProblem;
import cc.drycc.imagebuilder.BuildOutcome;
import cc.drycc.storage.StorageProblem;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes a running release of a pushed commit: archive, build, and then in one transaction the finished build, the release
 * and its deploy; returns when that serves. Whatever goes wrong before that transaction leaves the app as it was and a
 * build marked failed; whatever goes wrong after it is the deploy's to finish.
 *
 * <p>When the person leaves during the build, the build is stopped. When they leave later, the deploy goes on without them
 * although their ref does not move; pushing again makes one more release of the same commit.
 */
public final class ReceivePush {

    private static final Logger LOG = LoggerFactory.getLogger(ReceivePush.class);

    private final TransactionOperations transaction;
    private final Users users;
    private final Access access;
    private final Apps apps;
    private final Builds builds;
    private final Configs configs;
    private final PathConfig pathConfig;
    private final PathImages images;
    private final ReleaseLedger ledger;
    private final LaunchRelease launch;
    private final Deploys deploys;
    private final AppLog log;
    private final BuildPush build;
    private final KeepEvidence evidence;
    private final PushTranscript transcript;
    private final UUID instance;

    /** @param instance this process, noted with each build so that the next process knows which ones died with it */
    public ReceivePush(
            TransactionOperations transaction,
            Users users,
            Access access,
            Apps apps,
            Builds builds,
            Configs configs,
            PathConfig pathConfig,
            PathImages images,
            ReleaseLedger ledger,
            LaunchRelease launch,
            Deploys deploys,
            AppLog log,
            BuildPush build,
            KeepEvidence evidence,
            PushTranscript transcript,
            UUID instance) {
        this.transaction = transaction;
        this.users = users;
        this.access = access;
        this.apps = apps;
        this.builds = builds;
        this.configs = configs;
        this.pathConfig = pathConfig;
        this.images = images;
        this.ledger = ledger;
        this.launch = launch;
        this.deploys = deploys;
        this.log = log;
        this.build = build;
        this.evidence = evidence;
        this.transcript = transcript;
        this.instance = instance;
    }

    /**
     * Does all of it; at most once at a time for each app.
     *
     * @return the running release's version
     * @throws PushFailed with the reason
     * @throws InterruptedException the person is gone or the platform stops
     */
    public int receive(PushedSource push, PushLines terminal) throws PushFailed, InterruptedException {
        var app = apps.find(push.app()).orElseThrow(ReceivePush::notAllowed);
        var user = authorise(push, app);
        var key = build.archiveKey(push);
        var buildId = builds.begin(app.uuid(), user.id(), instance, push.sha(), key.value());
        var release = buildAndRelease(push, app, user, buildId, terminal);
        var outcome =
                deploys.await(app.uuid(), release.version(), Optional.of(text -> terminal.line("       " + text)));
        return switch (outcome) {
            case DeployOutcome.Succeeded ok -> {
                transcript.end(apps.find(app.uuid()).orElse(app), ok.version(), terminal);
                yield ok.version();
            }
            case DeployOutcome.Held held -> {
                transcript.held(app, held.version(), terminal);
                yield held.version();
            }
            case DeployOutcome.Failed failed -> throw deployFailed(app, failed, terminal);
            case DeployOutcome.Gone gone -> throw destroyed();
        };
    }

    private Release buildAndRelease(PushedSource push, App app, User user, UUID buildId, PushLines terminal)
            throws PushFailed, InterruptedException {
        try {
            var outcome = buildWhileAllowed(push, app, user, terminal);
            CrashPoint.AFTER_BUILD_BEFORE_RELEASE.reach();
            return switch (outcome) {
                case BuildOutcome.Built built -> {
                    evidence.keep(BuildPush.subject(buildId, push, built), built.facts(), terminal::line);
                    yield release(push, app, buildId, BuildPush.image(built), terminal);
                }
                case BuildOutcome.BuiltPath built -> {
                    var subject = BuildPush.subject(buildId, push, built);
                    if (subject.isPresent()) {
                        evidence.keep(subject.get(), built.facts(), terminal::line);
                    }
                    yield release(push, app, buildId, BuildPush.image(built, resolved(app, user, built)), terminal);
                }
                case BuildOutcome.Failed failed -> throw new PushFailed(failed.reason());
            };
        } catch (Problem.Conflict | Problem.Forbidden refused) {
            throw notReleased(push, app, buildId, new PushFailed(refused.detail()));
        } catch (PushFailed e) {
            throw notReleased(push, app, buildId, e);
        } catch (EngineProblem | StorageProblem e) {
            var reason =
                    "The platform's engine or storage failed: " + e.getMessage() + "; nothing was changed, try again";
            throw notReleased(push, app, buildId, new PushFailed(reason));
        } catch (InterruptedException e) {
            builds.failed(buildId, "the push was broken off");
            throw e;
        } catch (RuntimeException e) {
            builds.failed(buildId, "the platform failed; its log says why");
            throw e;
        }
    }

    private PushFailed notReleased(PushedSource push, App app, UUID buildId, PushFailed e) {
        builds.failed(buildId, e.reason());
        log.say(app.uuid(), "build", "build of %s failed: %s".formatted(push.shortSha(), e.reason()));
        return e;
    }

    /** A build runs what its author likes; who may do so no more is stopped. */
    private BuildOutcome buildWhileAllowed(PushedSource push, App app, User user, PushLines terminal)
            throws PushFailed, InterruptedException {
        try {
            return WhileAllowed.<BuildOutcome, PushFailed>run(
                    () -> mayPushNow(user, app),
                    user,
                    Action.CHANGE,
                    app,
                    () -> build.run(push, config(app), terminal));
        } catch (Problem.Forbidden ended) {
            throw notAllowed();
        }
    }

    private boolean mayPushNow(User user, App app) {
        var now = users.find(user.id());
        var live = apps.find(app.uuid());
        return now.isPresent() && live.isPresent() && access.allows(now.get(), Action.CHANGE, live.get());
    }

    /** What the next release of the app runs with. */
    private ConfigState config(App app) {
        return ledger.latestUnfailed(app.uuid())
                .map(Release::config)
                .map(configs::state)
                .orElse(ConfigState.EMPTY);
    }

    /** The images of all steps, those in registries included. */
    private BuiltPath resolved(App app, User user, BuildOutcome.BuiltPath built)
            throws PushFailed, InterruptedException {
        try {
            PathConfig.check(built.path());
            return images.resolve(user, app, built.path(), BuildPush.made(built), config(app));
        } catch (Problem.InvalidField e) {
            throw new PushFailed(
                    ".drycc: " + e.fields().values().iterator().next().getFirst());
        } catch (Problem e) {
            throw new PushFailed(".drycc: " + e.detail());
        }
    }

    private Release release(PushedSource push, App app, UUID buildId, BuiltImage built, PushLines terminal)
            throws PushFailed {
        // Rights may have gone while it was building, or the app to somebody else.
        var user = authorise(push, apps.find(app.uuid()).orElseThrow(ReceivePush::destroyed));
        var appended = transaction.execute(status -> apps.lock(app.uuid())
                .filter(locked -> builds.built(buildId, built))
                .map(locked -> append(push, locked, user, buildId, built)));
        if (appended == null || appended.isEmpty()) {
            throw destroyed();
        }
        var release = appended.get().release();
        if (!appended.get().config().isEmpty()) {
            var said = ".drycc " + appended.get().config();
            log.say(app.uuid(), "api", said);
            terminal.line("-----> " + said);
        }
        LOG.info("event=released app={} release={} sha={}", app.name(), release.tag(), push.sha());
        return release;
    }

    /** @param config what a {@code .drycc} folder did to the config; empty when nothing */
    private record Appended(Release release, String config) {}

    private Appended append(PushedSource push, App locked, User user, UUID buildId, BuiltImage built) {
        var before = ledger.latestUnfailed(locked.uuid()).orElseThrow().config();
        var config = built.path()
                .map(path -> pathConfig.apply(locked, user, before, path.path()))
                .orElse(new PathConfig.Applied(before, ""));
        var summary = user.username() + " deployed " + push.shortSha();
        return new Appended(
                launch.append(locked, user, Optional.of(buildId), config.config(), summary), config.summary());
    }

    private User authorise(PushedSource push, App app) throws PushFailed {
        return users.find(push.username())
                .filter(user -> access.allows(user, Action.CHANGE, app))
                .orElseThrow(ReceivePush::notAllowed);
    }

    private PushFailed deployFailed(App app, DeployOutcome.Failed failed, PushLines terminal) {
        var serving = apps.find(app.uuid()).map(App::current).filter(version -> version > 1);
        transcript.failed(failed, terminal);
        return new PushFailed("v%d failed: %s%s"
                .formatted(
                        failed.version(),
                        failed.reason(),
                        serving.map(version -> "; v%d serves on".formatted(version))
                                .orElse("")));
    }

    private static PushFailed notAllowed() {
        return new PushFailed("No such app, or you may not push to it");
    }

    private static PushFailed destroyed() {
        return new PushFailed("The app was destroyed meanwhile");
    }
}
