package cc.drycc.controller.autoscale;

import cc.drycc.controller.settings.ScalingRule;
import java.time.Duration;
import java.time.Instant;

/**
 * How many pods a process type should have (Kubernetes, horizontal pod autoscaling; seed 5.5).
 *
 * <p>{@code wanted = ceil(pods × used ÷ target)}; a ratio within a tenth of 1 changes nothing. It grows only when nothing
 * was rescaled for 3 minutes, and shrinks only when nothing was for 5. What is outside of minimum and maximum goes there at
 * once.
 *
 * @param upAfter how long nothing must have been rescaled before there are more pods
 * @param downAfter the same before there are fewer
 */
public record Decision(Duration upAfter, Duration downAfter) {

    /** How far usage may be from its target without any change. */
    static final double TOLERANCE = 0.1;

    /** Three and five minutes (seed 5.5). */
    public static final Decision DEFAULT = new Decision(Duration.ofMinutes(3), Duration.ofMinutes(5));

    /**
     * The number of pods from now on.
     *
     * @param pods how many are wanted now; 0 means a person switched the process type off, which stays
     * @param usedPercent average use of the pods, in percent of the CPU each is promised
     * @param rescaled when their number changed last
     */
    int pods(ScalingRule rule, int pods, double usedPercent, Instant rescaled, Instant now) {
        if (pods == 0) {
            return 0;
        }
        int inside = Math.clamp(pods, rule.min(), rule.max());
        if (inside != pods) {
            return inside;
        }
        if (Math.abs(usedPercent - rule.cpuPercent()) <= rule.cpuPercent() * TOLERANCE) {
            return pods;
        }
        int wanted = Math.clamp((long) Math.ceil(pods * usedPercent / rule.cpuPercent()), rule.min(), rule.max());
        var since = Duration.between(rescaled, now);
        boolean mayChange = since.compareTo(wanted > pods ? upAfter : downAfter) >= 0;
        return mayChange ? wanted : pods;
    }
}
