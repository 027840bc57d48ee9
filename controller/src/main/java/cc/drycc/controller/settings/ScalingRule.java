package cc.drycc.controller.settings;

/**
 * How the number of pods of a process type follows the CPU they use.
 *
 * @param min pods at least, 1 or more
 * @param max pods at most, not below {@code min}
 * @param cpuPercent what each pod shall use on average, in percent of the CPU it is promised; 1 or more
 */
public record ScalingRule(int min, int max, int cpuPercent) {

    /** @throws IllegalArgumentException when a number is out of range */
    public ScalingRule {
        if (min < 1 || max < min || cpuPercent < 1) {
            throw new IllegalArgumentException("not a scaling rule");
        }
    }
}
