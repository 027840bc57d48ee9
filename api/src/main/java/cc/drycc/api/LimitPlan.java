package cc.drycc.api;

import java.util.Map;

/**
 * A size of pods (seed 5.13).
 *
 * @param id such as {@code std1.large.c1m2}
 * @param spec the kind of machine it is cut from
 * @param cpu cores
 * @param memory GiB
 * @param features what else it gives, by name
 * @param disabled whether this platform has no room for it
 */
public record LimitPlan(
        String id, LimitSpec spec, int cpu, int memory, Map<String, Integer> features, boolean disabled) {}
