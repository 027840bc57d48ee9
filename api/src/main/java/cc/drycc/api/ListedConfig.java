package cc.drycc.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An app's config in the shape of the later client: values as a list. Its fields are those of {@link ConfigInfo}.
 *
 * @param values all of them, those of every group and process type
 */
public record ListedConfig(
        UUID uuid,
        String owner,
        String app,
        List<ConfigValue> values,
        Map<String, Object> valuesRefs,
        Map<String, Object> limits,
        Map<String, Object> memory,
        Map<String, Object> cpu,
        Map<String, Object> tags,
        Map<String, Object> registry,
        Map<String, Object> healthcheck,
        Map<String, Object> lifecycle,
        Map<String, Object> terminationGracePeriod,
        Instant created,
        Instant updated) {

    public ListedConfig {
        values = List.copyOf(values);
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ListedConfig[uuid=" + uuid + ", app=" + app + "]";
    }
}
