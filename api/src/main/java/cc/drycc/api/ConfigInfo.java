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
 * @param memory the most memory by process type
 * @param cpu the most CPU by process type
 * @param tags labels of the nodes a process type may run on
 * @param healthcheck probes by process type
 * @param valuesRefs groups of values attached to a process type
 * @param limits the plan of a process type
 * @param terminationGracePeriod seconds between SIGTERM and SIGKILL by process type
 * @param lifecycle hooks by process type
 * @param registry who logs in at the image's registry, by process type; the password is not shown
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
        Map<String, Object> valuesRefs,
        Map<String, Object> limits,
        Map<String, Object> terminationGracePeriod,
        Map<String, Object> lifecycle,
        Map<String, Object> registry,
        Instant created,
        Instant updated) {

    public ConfigInfo {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigInfo[uuid=" + uuid + ", app=" + app + "]";
    }
}
