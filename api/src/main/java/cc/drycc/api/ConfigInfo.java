package cc.drycc.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An app's config.
 *
 * @param uuid its identity
 * @param owner who made it
 * @param app whose it is
 * @param values environment by name; the answer to a change also names {@code DRYCC_APP} and {@code DRYCC_RELEASE}
 * @param memory always empty
 * @param cpu always empty
 * @param tags always empty
 * @param healthcheck always empty
 * @param created when it was made
 * @param updated the same
 */
public record ConfigInfo(
        UUID uuid,
        String owner,
        String app,
        Map<String, String> values,
        Map<String, Object> memory,
        Map<String, Object> cpu,
        Map<String, Object> tags,
        Map<String, Object> healthcheck,
        Instant created,
        Instant updated) {

    public ConfigInfo {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        memory = Map.copyOf(memory);
        cpu = Map.copyOf(cpu);
        tags = Map.copyOf(tags);
        healthcheck = Map.copyOf(healthcheck);
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigInfo[uuid=" + uuid + ", app=" + app + "]";
    }
}
