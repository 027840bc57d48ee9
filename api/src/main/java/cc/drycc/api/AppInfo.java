package cc.drycc.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An app.
 *
 * @param uuid its identity
 * @param id its name
 * @param owner who owns it
 * @param structure wanted pods by process type
 * @param url host and port where it answers, without scheme; the port is left out when it is 80
 * @param gitUrl where to push
 * @param created when it was made
 * @param updated when it last changed
 */
public record AppInfo(
        UUID uuid,
        String id,
        String owner,
        Map<String, Integer> structure,
        String url,
        String gitUrl,
        Instant created,
        Instant updated) {

    public AppInfo {
        structure = Collections.unmodifiableMap(new TreeMap<>(structure));
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}
