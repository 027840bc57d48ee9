package cc.drycc.controller.releases;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.MissingProcfile;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.engine.ProcessType;
import java.util.UUID;

/** The operator's rules for what a new build may do to an app: its process types and its number of pods. */
public final class AdmitBuild {

    private final ReleaseLedger ledger;
    private final Builds builds;
    private final MissingProcfile missing;
    private final Quotas quotas;

    public AdmitBuild(ReleaseLedger ledger, Builds builds, MissingProcfile missing, Quotas quotas) {
        this.ledger = ledger;
        this.builds = builds;
        this.missing = missing;
        this.quotas = quotas;
    }

    /**
     * Looks at the build of a release that is about to be made. A build without a Procfile may get the one of the build
     * before.
     *
     * @param locked the app, locked in the caller's transaction
     * @throws Problem.Conflict when its Procfile is missing and must not be
     * @throws Problem.Forbidden when the app would have more pods than it may
     */
    void admit(App locked, UUID build) {
        var before = ledger.latestUnfailed(locked.uuid()).flatMap(Release::build);
        if (before.isPresent() && before.get().equals(build)) {
            return;
        }
        var now = builds.find(build).orElseThrow();
        // pipelines of a .drycc folder take the Procfile's place
        if (now.procfile().isEmpty() && now.path().isEmpty()) {
            before.flatMap(builds::find)
                    .filter(old -> !old.procfile().isEmpty())
                    .ifPresent(old -> withoutProcfile(old, build));
        }
        // A web that is new begins with one pod, every other new type with none.
        boolean web = builds.find(build).orElseThrow().processTypes().contains(ProcessType.WEB)
                && !locked.structure().containsKey(ProcessType.WEB);
        int pods =
                locked.structure().values().stream().mapToInt(Integer::intValue).sum();
        quotas.checkPods(locked.name(), pods, pods + (web ? 1 : 0));
    }

    private void withoutProcfile(Build old, UUID now) {
        switch (missing) {
            case REMOVES_TYPES -> {}
            case KEEPS_TYPES -> builds.setProcfile(now, old.procfile());
            case REFUSED ->
                throw new Problem.Conflict("Last deployment had a Procfile but is missing in this deploy. For a"
                        + " successful deployment provide a Procfile.");
        }
    }
}
