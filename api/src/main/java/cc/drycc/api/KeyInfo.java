package cc.drycc.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A person's SSH key.
 *
 * @param uuid its identity
 * @param owner whose it is
 * @param id what its owner calls it
 * @param publicKey {@code public} on the wire: type, key and comment
 * @param fingerprint {@code SHA256:…} as OpenSSH prints it
 * @param created when it was added
 * @param updated the same
 */
public record KeyInfo(
        UUID uuid, String owner, String id, String publicKey, String fingerprint, Instant created, Instant updated) {

    public KeyInfo {
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}
