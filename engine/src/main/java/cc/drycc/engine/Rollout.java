package cc.drycc.engine;

import java.time.Duration;

/**
 * How a workload is replaced.
 *
 * @param batchSize pods started (and then stopped) at once, at least 1 ({@code DRYCC_DEPLOY_BATCHES})
 * @param timeoutPerBatch how long a batch may take to become ready ({@code DRYCC_DEPLOY_TIMEOUT}, default 120 s)
 */
public record Rollout(int batchSize, Duration timeoutPerBatch) {

    /** One pod after the other, 120 s each (seed 5.1). */
    public static final Rollout DEFAULT = new Rollout(1, Duration.ofSeconds(120));

    /** @throws IllegalArgumentException when the batch is below one or the timeout is not positive */
    public Rollout {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a rollout needs batches of at least one pod");
        }
        if (timeoutPerBatch.isNegative() || timeoutPerBatch.isZero()) {
            throw new IllegalArgumentException("a rollout needs a positive timeout");
        }
    }
}
