package cc.drycc.imagebuilder.evidence;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemReader;

/** The key a platform signs statements with: Ed25519 (RFC 8032). */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final byte[] publicKey;

    private SigningKey(PrivateKey secret, byte[] publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    /** A new one. */
    public static SigningKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /**
     * One that was kept.
     *
     * @param secret as {@link #secret} gave it
     * @param publicKey as {@link #publicKey} gave it
     * @throws GeneralSecurityException when it is no such key
     */
    public static SigningKey of(byte[] secret, byte[] publicKey) throws GeneralSecurityException {
        var read = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret));
        return new SigningKey(read, publicKey.clone());
    }

    /**
     * One from a file, as {@code openssl genpkey -algorithm ed25519} writes it: PKCS #8 in PEM (RFC 7468), without a
     * password.
     *
     * @throws GeneralSecurityException without a word of what was read, when it is no such key
     */
    public static SigningKey ofPem(String pem) throws GeneralSecurityException {
        try (var reader = new PemReader(new StringReader(pem))) {
            var read = reader.readPemObject();
            if (read != null
                    && PrivateKeyFactory.createKey(read.getContent()) instanceof Ed25519PrivateKeyParameters key) {
                return of(
                        read.getContent(),
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
                                .getEncoded());
            }
        } catch (IOException | RuntimeException e) { // what the parsers throw may show what they read: it ends here
            throw new InvalidKeyException("not a private key in PEM");
        }
        throw new InvalidKeyException("not an Ed25519 private key in PEM");
    }

    /** What has to be kept secret: PKCS #8. */
    public byte[] secret() {
        return secret.getEncoded();
    }

    /** What anybody may know: X.509 SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** What the key is called: the SHA-256 of its public half, hexadecimal. */
    public String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The public half as {@code openssl} reads it (RFC 7468). */
    public static String pem(byte[] publicKey) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Signs. */
    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
    }

    /** Names the key without its secret. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
