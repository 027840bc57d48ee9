package cc.drycc.controller.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A token as it is kept: not the token itself.
 *
 * @param uuid its identity
 * @param owner whose it is
 * @param alias what its owner called it, may be empty
 * @param fuzzyKey its first and last characters
 * @param created when it was made
 * @param updated when it last changed
 * @param expires from when it is worth nothing any more; empty for never
 */
public record Token(
        UUID uuid,
        String owner,
        String alias,
        String fuzzyKey,
        Instant created,
        Instant updated,
        Optional<Instant> expires) {}
