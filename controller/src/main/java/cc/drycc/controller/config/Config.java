package cc.drycc.controller.config;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One state of an app's config; it never changes, a new one takes its place.
 *
 * @param uuid its identity, named by releases
 * @param app the app's uuid
 * @param owner who made it; empty when the account is gone
 * @param values environment by name, secret
 * @param created when it was made
 * @param updated the same
 */
public record Config(UUID uuid, UUID app, String owner, Map<String, String> values, Instant created, Instant updated) {

    public Config {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "Config[uuid=" + uuid + ", app=" + app + ", keys=" + values.keySet() + "]";
    }
}
