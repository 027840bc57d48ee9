package cc.drycc.api;

/**
 * How the number of pods of a process type follows the CPU they use.
 *
 * @param min pods at least
 * @param max pods at most
 * @param cpuPercent what each pod shall use on average, in percent of the CPU it is promised
 */
public record AutoscaleRule(int min, int max, int cpuPercent) {}
