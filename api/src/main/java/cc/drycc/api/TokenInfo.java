package cc.drycc.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A token as its owner sees it later.
 *
 * @param uuid names it
 * @param owner whose it is
 * @param alias what its owner called it, may be empty
 * @param fuzzyKey its first and last characters: enough to recognise it
 * @param created when it was made
 * @param updated when it was last changed
 */
public record TokenInfo(UUID uuid, String owner, String alias, String fuzzyKey, Instant created, Instant updated) {

    public TokenInfo {
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}
