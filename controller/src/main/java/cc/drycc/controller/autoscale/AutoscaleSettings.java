package cc.drycc.controller.autoscale;

import java.time.Duration;
import java.util.Map;

/**
 * When the autoscaler looks and acts.
 *
 * @param period between two looks ({@code DRYCC_AUTOSCALE_PERIOD}, seconds, default 15)
 * @param decision its rules ({@code DRYCC_AUTOSCALE_UP_AFTER}, default 180 s; {@code DRYCC_AUTOSCALE_DOWN_AFTER}, default
 *     300 s)
 */
public record AutoscaleSettings(Duration period, Decision decision) {

    private static final int LONGEST_SECONDS = 86_400;

    /**
     * Reads them from the environment of the platform.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static AutoscaleSettings from(Map<String, String> environment) {
        return new AutoscaleSettings(
                seconds(environment, "DRYCC_AUTOSCALE_PERIOD", Duration.ofSeconds(15)),
                new Decision(
                        seconds(environment, "DRYCC_AUTOSCALE_UP_AFTER", Decision.DEFAULT.upAfter()),
                        seconds(environment, "DRYCC_AUTOSCALE_DOWN_AFTER", Decision.DEFAULT.downAfter())));
    }

    private static Duration seconds(Map<String, String> environment, String name, Duration otherwise) {
        var text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,5}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= LONGEST_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new IllegalArgumentException("%s must be a whole number of seconds from 1 to %d, for example %d"
                .formatted(name, LONGEST_SECONDS, otherwise.toSeconds()));
    }
}
