package cc.drycc.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its owner sees it later.
 *
 * @param uuid names it
 * @param owner whose it is
 * @param alias what its owner called it, may be empty
 * @param fuzzyKey its first and last characters: enough to recognise it
 * @param created when it was made
 * @param updated when it was last changed
 * @param expires from when it is worth nothing any more; null for never
 */
public record TokenInfo(
        UUID uuid,
        String owner,
        String alias,
        String fuzzyKey,
        Instant created,
        Instant updated,
        @Nullable Instant expires) {

    public TokenInfo {
        created = Seconds.of(created);
        updated = Seconds.of(updated);
        expires = expires == null ? null : Seconds.of(expires);
    }
}
