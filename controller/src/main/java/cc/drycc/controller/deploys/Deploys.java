package cc.drycc.controller.deploys;

import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.RolloutProgress;
import java.util.Optional;
import java.util.UUID;

/** For those who wait until a release runs: the person who pushes, a request that changes config. */
public final class Deploys {

    // Steps and ends arrive at once; this only bounds the wait should one have been missed.
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final ReleaseLedger ledger;
    private final DeployWatch watch;

    Deploys(ReleaseLedger ledger, DeployWatch watch) {
        this.ledger = ledger;
        this.watch = watch;
    }

    /**
     * Waits until the release's deploy has ended, however that is. A release made long ago is answered at once.
     *
     * @param progress told each step, on the caller's thread, from the first one on
     * @throws InterruptedException the deploy goes on without the caller
     */
    public DeployOutcome await(UUID app, int version, Optional<RolloutProgress> progress) throws InterruptedException {
        var steps = watch.of(app, version);
        for (int seen = 0; ; ) {
            var outcome = outcome(app, version);
            for (var text : steps.after(seen, outcome.isPresent() ? 0 : LOOK_AGAIN_MILLIS)) {
                seen++;
                progress.ifPresent(each -> each.step(text));
            }
            if (outcome.isPresent()) {
                watch.forget(app, version, steps);
                return outcome.get();
            }
        }
    }

    private Optional<DeployOutcome> outcome(UUID app, int version) {
        var release = ledger.find(app, version);
        if (release.isEmpty()) {
            return Optional.of(new DeployOutcome.Gone(version));
        }
        return switch (release.get().state()) {
            case CREATED -> Optional.empty();
            case HELD -> Optional.of(new DeployOutcome.Held(version));
            case SUCCEED, CRASHED -> Optional.of(new DeployOutcome.Succeeded(version));
            case FAILED -> Optional.of(failed(release.get()));
        };
    }

    private static DeployOutcome failed(Release release) {
        return DeployOutcome.Failed.of(release.version(), release.exception().orElse("the deploy failed"));
    }
}
