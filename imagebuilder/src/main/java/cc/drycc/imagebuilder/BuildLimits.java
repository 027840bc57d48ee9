package cc.drycc.imagebuilder;

import cc.drycc.engine.DiskLimit;
import cc.drycc.engine.Resources;
import java.time.Duration;
import java.util.Map;

/**
 * What one build may cost.
 *
 * @param time of the whole build; default 15 minutes ({@code DRYCC_BUILD_TIMEOUT}, seconds)
 * @param logBytes after which the build fails; default 16 MiB ({@code DRYCC_BUILD_LOG_LIMIT}, bytes)
 * @param memoryBytes of each build container; default 2 GiB ({@code DRYCC_BUILD_MEMORY_LIMIT}, bytes; 0 for no limit)
 * @param pids processes and threads of each build container; default 1024 ({@code DRYCC_BUILD_PIDS_LIMIT})
 * @param disk what its commands may write; default 16 GiB ({@code DRYCC_BUILD_DISK_LIMIT}, bytes)
 */
public record BuildLimits(Duration time, long logBytes, long memoryBytes, int pids, DiskLimit disk) {

    /** The defaults above. */
    public static final BuildLimits DEFAULT = new BuildLimits(Duration.ofMinutes(15), 16L << 20, 2L << 30, 1024);

    /** With the default of what its commands may write. */
    public BuildLimits(Duration time, long logBytes, long memoryBytes, int pids) {
        this(time, logBytes, memoryBytes, pids, DiskLimit.DEFAULT);
    }

    /** @throws IllegalArgumentException when a limit makes no sense */
    public BuildLimits {
        if (!time.isPositive() || logBytes <= 0 || memoryBytes < 0 || pids <= 0) {
            throw new IllegalArgumentException("the limits of a build must be positive");
        }
    }

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static BuildLimits from(Map<String, String> env) {
        return new BuildLimits(
                Duration.ofSeconds(number(env, "DRYCC_BUILD_TIMEOUT", DEFAULT.time.toSeconds(), 1, 86_400)),
                number(env, "DRYCC_BUILD_LOG_LIMIT", DEFAULT.logBytes, 1024, 1L << 40),
                number(env, "DRYCC_BUILD_MEMORY_LIMIT", DEFAULT.memoryBytes, 0, 1L << 50),
                (int) number(env, "DRYCC_BUILD_PIDS_LIMIT", DEFAULT.pids, 1, 1 << 22),
                new DiskLimit(number(env, "DRYCC_BUILD_DISK_LIMIT", DEFAULT.disk.bytes(), 1 << 20, 1L << 50)));
    }

    private static long number(Map<String, String> env, String name, long otherwise, long min, long max) {
        String text = env.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < min || Long.parseLong(text) > max) {
            throw new IllegalArgumentException(
                    "%s must be a whole number from %d to %d, for example %d".formatted(name, min, max, otherwise));
        }
        return Long.parseLong(text);
    }

    /** The part the engine sees to. */
    public Resources resources() {
        return new Resources(memoryBytes, 0, pids);
    }
}
