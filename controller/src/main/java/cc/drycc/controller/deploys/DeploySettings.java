package cc.drycc.controller.deploys;

import cc.drycc.engine.Rollout;
import java.time.Duration;
import java.util.Map;

/**
 * How an app is rolled out; each app may override the platform's values with config of the same name (seed 5.1 and
 * "Global and per application settings").
 *
 * @param rollout {@code DRYCC_DEPLOY_BATCHES} pods at once (1 to 1000, default 1, this being one node) and
 *     {@code DRYCC_DEPLOY_TIMEOUT} seconds per batch (1 to 86400, default 120)
 * @param terminationGrace {@code KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS} (0 to 86400, default 30)
 */
public record DeploySettings(Rollout rollout, Duration terminationGrace) {

    public static final String BATCHES = "DRYCC_DEPLOY_BATCHES";
    public static final String TIMEOUT = "DRYCC_DEPLOY_TIMEOUT";
    public static final String GRACE = "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS";

    /** One pod after the other, 120 s for each, 30 s to end. */
    public static final DeploySettings DEFAULT = new DeploySettings(Rollout.DEFAULT, Duration.ofSeconds(30));

    private static final int DAY = 86_400;

    /**
     * These settings with the values that are given instead.
     *
     * @param values the platform's environment or an app's config; other names are ignored
     * @throws IllegalArgumentException naming the value that is not a number or out of range
     */
    public DeploySettings with(Map<String, String> values) {
        return new DeploySettings(
                new Rollout(
                        number(values, BATCHES, 1, 1000, rollout.batchSize()),
                        Duration.ofSeconds(number(values, TIMEOUT, 1, DAY, (int)
                                rollout.timeoutPerBatch().toSeconds()))),
                Duration.ofSeconds(number(values, GRACE, 0, DAY, (int) terminationGrace.toSeconds())));
    }

    private static int number(Map<String, String> values, String name, int least, int most, int otherwise) {
        var text = values.get(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (text.strip().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "%s must be a whole number from %d to %d, for example %d".formatted(name, least, most, otherwise));
    }
}
