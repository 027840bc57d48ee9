package cc.drycc.controller.keys;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody's SSH key.
 *
 * @param uuid its identity
 * @param owner whose it is
 * @param id what its owner calls it
 * @param publicKey type, base64 and comment
 * @param fingerprint {@code SHA256:…}
 * @param created when it was added
 * @param updated the same
 */
public record Key(
        UUID uuid, String owner, String id, String publicKey, String fingerprint, Instant created, Instant updated) {}
