package cc.drycc.controller.secrets;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * The key that seals what must not be readable in the database or its backups (DESIGN, "Secrets"): AES-256-GCM with a
 * fresh 16-byte nonce for each sealing.
 */
public final class PlatformKey {

    /** Bytes of key material: 256 bits. */
    public static final int LENGTH = 32;

    private static final int NONCE = 16;

    private final AesBytesEncryptor cipher;

    /**
     * @param key 32 random bytes, the same for the life of the platform; copied
     * @throws IllegalArgumentException when there are fewer or more
     */
    public PlatformKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("the platform key must be 32 bytes, not " + key.length);
        }
        cipher = new AesBytesEncryptor(
                new SecretKeySpec(Arrays.copyOf(key, LENGTH), "AES"),
                KeyGenerators.secureRandom(NONCE),
                CipherAlgorithm.GCM);
    }

    /** Seals bytes; sealing the same bytes twice gives different ones. */
    public byte[] seal(byte[] plain) {
        return cipher.encrypt(plain);
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws GeneralSecurityException when it was sealed with another key or changed since
     */
    public byte[] open(byte[] sealed) throws GeneralSecurityException {
        try {
            return cipher.decrypt(sealed);
        } catch (RuntimeException e) {
            throw new GeneralSecurityException("sealed with another platform key, or damaged", e);
        }
    }

    @Override
    public String toString() {
        return "PlatformKey[…]";
    }
}
