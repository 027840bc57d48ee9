package cc.drycc.controller.releases;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.engine.ProcessType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an app's process types run when all that is under way has ended: mostly one release, and several after some of them
 * were taken back or deployed by themselves. A change of config goes on from each of these, so that it undoes none.
 */
public final class RunningReleases {

    // Whoever deploys some types only that often has long touched all of them.
    private static final int FAR_ENOUGH = 100;

    private final ReleaseLedger ledger;
    private final Builds builds;
    private final SettingsTable settings;

    public RunningReleases(ReleaseLedger ledger, Builds builds, SettingsTable settings) {
        this.ledger = ledger;
        this.builds = builds;
        this.settings = settings;
    }

    /**
     * A release and who runs it.
     *
     * @param types the process types; empty means all of them
     */
    public record Part(Release release, Set<ProcessType> types) {
        public Part {
            types = Set.copyOf(types);
        }
    }

    /**
     * The parts an app's next release is made from, oldest first; one of all process types unless they run different
     * releases. With autodeploy off nothing is deployed until somebody says for whom: there the newest release is all.
     *
     * @param locked the app, locked in the caller's transaction
     */
    public List<Part> of(App locked) {
        var newest = ledger.latestUnfailed(locked.uuid()).orElseThrow();
        if (isWhole(newest) || !settings.of(locked).autodeploy()) {
            return List.of(new Part(newest, Set.of()));
        }
        var parts = new ArrayList<Part>();
        var seen = new HashSet<ProcessType>();
        for (var release : ledger.page(locked.uuid(), Set.of(), FAR_ENOUGH, 0)) {
            if (release.version() > newest.version() || !counts(release, locked)) {
                continue;
            }
            var types = new HashSet<>(isWhole(release) ? all(release) : covered(release));
            types.removeAll(seen);
            if (!types.isEmpty()) {
                parts.addFirst(new Part(release, types));
                seen.addAll(types);
            }
            if (isWhole(release)) {
                break;
            }
        }
        return parts.isEmpty() ? List.of(new Part(newest, Set.of())) : List.copyOf(parts);
    }

    private boolean counts(Release release, App app) {
        return switch (release.state()) {
            case CREATED, SUCCEED, CRASHED -> true;
            case HELD -> false;
            case FAILED -> !settings.of(app).autorollback();
        };
    }

    /** Whether it is or will be deployed for every process type it has. */
    private boolean isWhole(Release release) {
        return switch (release.state()) {
            case HELD -> true;
            case CREATED -> release.only().isEmpty() || covered(release).containsAll(all(release));
            case SUCCEED, CRASHED, FAILED -> release.deployed().containsAll(all(release));
        };
    }

    private static Set<ProcessType> covered(Release release) {
        var covered = new HashSet<>(release.deployed());
        if (release.state() == ReleaseState.CREATED) {
            covered.addAll(release.only());
        }
        return covered;
    }

    private Set<ProcessType> all(Release release) {
        return release.build().flatMap(builds::find).map(Build::processTypes).orElse(Set.of());
    }
}
