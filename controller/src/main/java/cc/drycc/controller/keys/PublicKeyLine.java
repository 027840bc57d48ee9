package cc.drycc.controller.keys;

import cc.drycc.controller.problems.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/**
 * A public key as OpenSSH writes it: type, base64, comment. Accepted are Ed25519, ECDSA on the NIST curves and RSA of 2048
 * to 16384 bits; nothing may stand before the type.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key in wire format (RFC 4253 §6.6), in the one form that there is
 * @param fingerprint {@code SHA256:} and unpadded base64, as OpenSSH prints it
 * @param comment what stands behind it, may be empty
 */
record PublicKeyLine(String type, String base64, String fingerprint, String comment) {

    private static final String FIELD = "public";
    private static final Set<String> TYPES =
            Set.of("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");
    private static final int LONGEST = 16 * 1024;
    private static final int LONGEST_COMMENT = 256;
    private static final int SMALLEST_RSA = 2048;
    private static final int LARGEST_RSA = 16_384;

    /**
     * Reads a line.
     *
     * @throws Problem.InvalidField saying what is wrong, without repeating the text: it may be a private key
     */
    static PublicKeyLine parse(String text) {
        if (text.contains("PRIVATE KEY")) {
            throw invalid("This is a private key. Keep it secret, and add the file that ends in .pub instead.");
        }
        var line = text.strip();
        if (line.length() > LONGEST || line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw invalid("The key must be one line of at most 16 KiB, as in the file that ends in .pub.");
        }
        var words = line.split("[ \\t]+", 3);
        if (!TYPES.contains(words[0])) {
            throw invalid(wrongStart(words[0]));
        }
        if (words.length < 2) {
            throw invalid("Key contains invalid base64 chars");
        }
        var comment = words.length < 3 ? "" : words[2].strip();
        var blob = canonical(words[0], decode(words[1]));
        return new PublicKeyLine(words[0], Base64.getEncoder().encodeToString(blob), fingerprint(blob), cut(comment));
    }

    /** The line as it is kept: single spaces, the comment last. */
    String text() {
        return comment.isEmpty() ? type + " " + base64 : type + " " + base64 + " " + comment;
    }

    private static String fingerprint(byte[] blob) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String wrongStart(String start) {
        if (start.equals("ssh-dss")) {
            return "DSA keys are not accepted; make one with: ssh-keygen -t ed25519";
        }
        if (start.startsWith("sk-") || start.contains("-cert-v0")) {
            return "Certificates and security-key types are not accepted; make a key with: ssh-keygen -t ed25519";
        }
        return "The key must begin with its type (ssh-ed25519, ecdsa-sha2-nistp256, -384, -521 or ssh-rsa); "
                + "options before it are not accepted.";
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw invalid("Key contains invalid base64 chars");
        }
    }

    /** A key that can be written in two ways could be registered twice: only the one way is accepted. */
    private static byte[] canonical(String type, byte[] blob) {
        try {
            if (!type.equals(innerType(blob))) {
                throw invalid("The key's type does not match what the line begins with.");
            }
            var key = OpenSSHPublicKeyUtil.parsePublicKey(blob);
            requireStrength(key);
            if (!Arrays.equals(OpenSSHPublicKeyUtil.encodePublicKey(key), blob)) {
                throw invalid("The key is not in the form OpenSSH writes.");
            }
            return blob;
        } catch (Problem e) {
            throw e;
        } catch (Exception e) {
            // The library throws what it likes for keys that are none; its words may quote the key.
            throw invalid("The key cannot be read; is it complete?");
        }
    }

    private static void requireStrength(AsymmetricKeyParameter key) {
        if (key instanceof RSAKeyParameters rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < SMALLEST_RSA || bits > LARGEST_RSA) {
                throw invalid("RSA keys must have 2048 to 16384 bits, not " + bits + ".");
            }
        }
    }

    private static String innerType(byte[] blob) {
        var buffer = ByteBuffer.wrap(blob);
        int length = buffer.getInt();
        var type = new byte[Math.clamp(length, 0, buffer.remaining())];
        buffer.get(type);
        return new String(type, StandardCharsets.US_ASCII);
    }

    private static String cut(String comment) {
        return comment.length() <= LONGEST_COMMENT ? comment : comment.substring(0, LONGEST_COMMENT);
    }

    private static Problem invalid(String message) {
        return new Problem.InvalidField(FIELD, message);
    }
}
