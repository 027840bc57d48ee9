package cc.drycc.controller.limits;

/**
 * A size of pods.
 *
 * @param id such as {@code std1.large.c1m2}: spec, class, cores and GiB
 * @param cpus cores
 * @param memoryGib GiB
 */
public record Plan(String id, int cpus, int memoryGib) {

    /** The memory in bytes. */
    long memoryBytes() {
        return (long) memoryGib << 30;
    }
}
