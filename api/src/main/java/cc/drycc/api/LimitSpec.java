package cc.drycc.api;

import java.util.List;
import java.util.Map;

/**
 * The kind of machine plans are cut from.
 *
 * @param id such as {@code std1}
 * @param cpu {@code name, cores, clock, boost, threads}
 * @param memory {@code size, type}
 * @param features {@code gpu {name, tmus, rops, cores, memory {size, type}}, network}
 * @param keywords to search by
 * @param disabled whether new apps cannot have it
 */
public record LimitSpec(
        String id,
        Map<String, Object> cpu,
        Map<String, Object> memory,
        Map<String, Object> features,
        List<String> keywords,
        boolean disabled) {}
