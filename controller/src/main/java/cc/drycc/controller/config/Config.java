package cc.drycc.controller.config;

import java.time.Instant;
import java.util.UUID;

/**
 * One state of an app's config; it never changes, a new one takes its place.
 *
 * @param uuid its identity, named by releases
 * @param app the app's uuid
 * @param owner who made it; empty when the account is gone
 * @param state what it says; its values are secret
 * @param created when it was made
 * @param updated the same
 */
public record Config(UUID uuid, UUID app, String owner, ConfigState state, Instant created, Instant updated) {

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "Config[uuid=" + uuid + ", app=" + app + ", state=" + state + "]";
    }
}
