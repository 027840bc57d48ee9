package cc.drycc.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The content address of a manifest in a registry (OCI distribution 1.1, "Digest"): what {@code name@digest} pulls. Not
 * the {@link ImageId}, which is that of the configuration.
 *
 * @param value {@code sha256:} and 64 hexadecimal digits
 */
public record Digest(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException when the value is not a SHA-256 digest */
    public Digest {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a digest: " + value);
        }
    }

    /** Of some content. */
    public static Digest of(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether {@code value} would be accepted. */
    public static boolean isValid(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
