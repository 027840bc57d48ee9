package cc.drycc.controller.config;

import cc.drycc.api.ConfigInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Config in the shape of the later client: values as a list, all in the group {@code global}. */
record ListedConfig(
        UUID uuid,
        String owner,
        String app,
        List<Item> values,
        Map<String, Object> valuesRefs,
        Map<String, Object> limits,
        Map<String, Object> tags,
        Map<String, Object> registry,
        Map<String, Object> healthcheck,
        Map<String, Object> lifecycle,
        Map<String, Object> terminationGracePeriod,
        Instant created,
        Instant updated) {

    /** One value. */
    record Item(String name, String value, String group) {}

    static ListedConfig of(ConfigInfo info) {
        var items = info.values().entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue(), "global"))
                .toList();
        return new ListedConfig(
                info.uuid(),
                info.owner(),
                info.app(),
                items,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                info.created(),
                info.updated());
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ListedConfig[uuid=" + uuid + ", app=" + app + "]";
    }
}
