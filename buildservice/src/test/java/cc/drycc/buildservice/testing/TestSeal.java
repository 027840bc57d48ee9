package cc.drycc.buildservice.testing;

import cc.drycc.buildservice.jobs.Seal;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals with a key of the tests' own. */
public final class TestSeal implements Seal {

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final int NONCE = 12;

    @Override
    public byte[] seal(byte[] plain) {
        try {
            var nonce = new byte[NONCE];
            new SecureRandom().nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] open(byte[] sealed) throws GeneralSecurityException {
        var nonce = ByteBuffer.wrap(sealed, 0, NONCE).slice();
        var bytes = new byte[NONCE];
        nonce.get(bytes);
        return cipher(Cipher.DECRYPT_MODE, bytes).doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private static Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, KEY, new GCMParameterSpec(128, nonce));
        return cipher;
    }
}
