package cc.drycc.engine;

/**
 * What a container may use at most. Zero means no limit.
 *
 * @param memoryBytes memory including its page cache, in bytes; beyond it the kernel kills a process of the container
 * @param cpuMillis CPU time in thousandths of a core
 * @param pids number of processes and threads
 */
public record Resources(long memoryBytes, int cpuMillis, int pids) {

    /** No limit on memory and CPU; 4096 processes, so that a fork bomb stays inside its container. */
    public static final Resources DEFAULT = new Resources(0, 0, 4096);

    /** @throws IllegalArgumentException when a value is negative */
    public Resources {
        if (memoryBytes < 0 || cpuMillis < 0 || pids < 0) {
            throw new IllegalArgumentException("resource limits cannot be negative");
        }
    }
}
