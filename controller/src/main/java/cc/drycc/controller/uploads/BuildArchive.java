package cc.drycc.controller.uploads;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an archive in where pushes go, and tells how it went. */
public final class BuildArchive {

    private static final Logger LOG = LoggerFactory.getLogger(BuildArchive.class);

    private final PushDoor door;
    private final ReleaseLedger ledger;
    private final Builds builds;
    private final WhileAllowed whileAllowed;

    public BuildArchive(PushDoor door, ReleaseLedger ledger, Builds builds, WhileAllowed whileAllowed) {
        this.door = door;
        this.ledger = ledger;
        this.builds = builds;
        this.whileAllowed = whileAllowed;
    }

    /** The newest release that did not fail, if this very archive made it: as with git, there is nothing to do then. */
    Optional<Release> madeAlready(App app, SentArchive archive) {
        return ledger.latestUnfailed(app.uuid())
                .filter(release -> release.build()
                        .flatMap(builds::find)
                        .map(Build::sha)
                        .filter(archive.sha()::equals)
                        .isPresent());
    }

    /** Builds, releases and deploys it; the caller has the app's turn. Whatever comes of it is in the answer. */
    void run(SignedIn who, App app, SentArchive archive, LiveAnswer answer) {
        var username = who.user().username();
        var source =
                new PushedSource(username, app.name(), "", archive.sha(), target -> Files.copy(archive.file(), target));
        try {
            int version =
                    whileAllowed.<Integer, PushFailed>run(who, Action.CHANGE, app, () -> door.receive(source, answer));
            answer.released(version, archive.sha());
        } catch (PushFailed e) {
            LOG.info("app={} user={} archive=rejected reason=\"{}\"", app.name(), username, e.reason());
            answer.failed(e.reason());
        } catch (Problem e) {
            answer.failed(e.detail());
        } catch (InterruptedException e) {
            LOG.info("app={} user={} archive=interrupted reader-left={}", app.name(), username, answer.hasLeft());
            answer.failed("The build was broken off: the app was destroyed or the platform stops.");
        } catch (RuntimeException e) {
            var id = UUID.randomUUID();
            LOG.error("event=archive-failed id={} app={}", id, app.name(), e);
            answer.failed("The platform could not take this archive; its log says why under id " + id + ".");
        }
    }
}
