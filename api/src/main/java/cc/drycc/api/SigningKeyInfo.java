package cc.drycc.api;

import java.time.Instant;

/**
 * {@code GET /v2/signing-keys/}: the public half of a key that statements about builds are signed with.
 *
 * @param id SHA-256 of its SubjectPublicKeyInfo, hexadecimal: what signatures call it
 * @param algorithm {@code ed25519}
 * @param publicKey PEM (RFC 7468)
 * @param created when it was made
 */
public record SigningKeyInfo(String id, String algorithm, String publicKey, Instant created) {

    public SigningKeyInfo {
        created = Seconds.of(created);
    }
}
