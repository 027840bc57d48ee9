package cc.drycc.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An app's settings.
 *
 * @param uuid their identity
 * @param owner who owns the app
 * @param app whose they are
 * @param routable whether the edge sends requests to the app
 * @param autodeploy whether a new release is deployed by itself
 * @param autorollback whether what a failed deploy changed is put back by itself
 * @param allowlist addresses and networks that may send requests; empty: everybody
 * @param autoscale the scaling rule of each process type that has one
 * @param label free notes by name
 * @param created when the app was made
 * @param updated when they last changed
 */
public record SettingsInfo(
        UUID uuid,
        String owner,
        String app,
        boolean routable,
        boolean autodeploy,
        boolean autorollback,
        List<String> allowlist,
        Map<String, AutoscaleRule> autoscale,
        Map<String, String> label,
        Instant created,
        Instant updated) {

    public SettingsInfo {
        allowlist = List.copyOf(allowlist);
        autoscale = Collections.unmodifiableMap(new TreeMap<>(autoscale));
        label = Collections.unmodifiableMap(new TreeMap<>(label));
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}
