package cc.drycc.controller.releases;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.transaction.support.TransactionOperations;

/** Goes back: a new release with the build and the config of an old one (seed 5.1). */
public final class RollBack {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final Builds builds;
    private final LaunchRelease launch;

    public RollBack(
            TransactionOperations transaction, Apps apps, ReleaseLedger ledger, Builds builds, LaunchRelease launch) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.builds = builds;
        this.launch = launch;
    }

    /**
     * Makes the release and waits until it runs.
     *
     * @param version where to go back to; empty means the release that ran before the present one
     * @param only the process types that go back, the others run on what they run; empty means all
     */
    public Release to(App app, User author, OptionalInt version, Set<ProcessType> only) {
        var release = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            var old = version.isPresent() ? wanted(locked, version.getAsInt()) : previous(locked);
            var summary = author.username() + " rolled back to " + old.tag();
            checkTypes(old, only);
            return launch.appendAndDeploy(locked, author, old.build(), old.config(), summary, only);
        });
        launch.await(app, release);
        return release;
    }

    private void checkTypes(Release old, Set<ProcessType> only) {
        var there = old.build().flatMap(builds::find).map(Build::processTypes).orElse(Set.of());
        for (var type : only) {
            if (!there.contains(type)) {
                throw new Problem.Refused("process type %s is not included in procfile".formatted(type));
            }
        }
    }

    private Release wanted(App app, int version) {
        if (version < 1) {
            throw new Problem.Refused("version cannot be below 0");
        }
        var release = ledger.find(app.uuid(), version)
                .orElseThrow(() -> new Problem.NotFound("No Release matches the given query: v" + version + "."));
        if (release.build().isEmpty()) {
            throw initial();
        }
        return switch (release.state()) {
            case SUCCEED -> release;
            case FAILED, CRASHED -> throw new Problem.Refused("Cannot roll back to failed release.");
            case CREATED ->
                throw new Problem.Conflict("Cannot roll back to v" + version + ": its deploy is not over yet.");
            case HELD ->
                throw new Problem.Refused(
                        "Cannot roll back to v" + version + ": it was never deployed; see `drycc releases deploy`.");
        };
    }

    private Release previous(App app) {
        return ledger.lastThatRanBefore(app.uuid(), app.current()).orElseThrow(RollBack::initial);
    }

    private static Problem initial() {
        return new Problem.Refused("Cannot roll back to initial release.");
    }
}
