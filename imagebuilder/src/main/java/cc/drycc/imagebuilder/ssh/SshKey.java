package cc.drycc.imagebuilder.ssh;

import cc.drycc.engine.BuildFailed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** A private key that can be used without anybody typing something. */
public final class SshKey {

    /** The name of the config value (seed 5.2). */
    public static final String VARIABLE = "SSH_KEY";

    private static final String ADVICE =
            ": set it to the text of the key, `drycc config set SSH_KEY=\"$(cat ~/.ssh/id_ed25519)\"`";
    private static final String OPEN = "openssh-key-v1\0\0\0\0\4none";

    private final String text;

    private SshKey(String text) {
        this.text = text;
    }

    /**
     * The key of an app; empty when it has none.
     *
     * @throws BuildFailed saying what is wrong with it, without a word of it
     */
    public static Optional<SshKey> of(Map<String, String> config) throws BuildFailed {
        String value = config.getOrDefault(VARIABLE, "");
        return value.isBlank() ? Optional.empty() : Optional.of(checked(value));
    }

    private static SshKey checked(String value) throws BuildFailed {
        String text = text(value);
        if (value.strip().matches("[~./][^\\s]*") && !text.startsWith("-----")) {
            throw new BuildFailed("SSH_KEY is the name of a file, which is not here" + ADVICE);
        }
        if (text.matches("(?s)(ssh-|ecdsa-|sk-)\\S+ .*") || text.contains("PUBLIC KEY-----")) {
            throw new BuildFailed("SSH_KEY is a public key, the private one is needed" + ADVICE);
        }
        try (var reader = new PemReader(new StringReader(text))) {
            check(Optional.ofNullable(reader.readPemObject()).orElseThrow(SshKey::broken));
        } catch (IOException | RuntimeException e) { // what the parsers throw may show what they read: it ends here
            throw broken();
        }
        return new SshKey(text + "\n");
    }

    private static void check(PemObject pem) throws BuildFailed, IOException {
        byte[] content = pem.getContent();
        boolean openssh = pem.getType().equals("OPENSSH PRIVATE KEY");
        if (pem.getType().equals("ENCRYPTED PRIVATE KEY")
                || isEncrypted(pem.getHeaders())
                || (openssh && !new String(content, StandardCharsets.ISO_8859_1).startsWith(OPEN))) {
            throw new BuildFailed("SSH_KEY has a passphrase, which nobody is there to type: make a key without one,"
                    + " `ssh-keygen -t ed25519 -N '' -f deploy-key`, and let it read the repository");
        }
        switch (pem.getType()) {
            case "PRIVATE KEY" -> PrivateKeyFactory.createKey(content);
            case "OPENSSH PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(content);
            default -> throw broken();
        }
    }

    private static boolean isEncrypted(Iterable<?> headers) {
        for (Object header : headers) {
            if (header instanceof PemHeader one && one.getValue().contains("ENCRYPTED")) {
                return true;
            }
        }
        return false;
    }

    private static BuildFailed broken() {
        return new BuildFailed("SSH_KEY is no private key, or a part of one is missing" + ADVICE);
    }

    /** What a value stands for: clients send the text of a key, or that in Base64. */
    public static String text(String value) {
        String text = value.strip().replace("\r\n", "\n");
        if (text.startsWith("-----")) {
            return text;
        }
        try {
            var decoded = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8).strip();
            return decoded.startsWith("-----") ? decoded.replace("\r\n", "\n") : text;
        } catch (IllegalArgumentException e) {
            return text; // no Base64
        }
    }

    /** As files have it, with an end of line at the end: a secret. */
    public String text() {
        return text;
    }

    /** Says nothing of it. */
    @Override
    public String toString() {
        return "SshKey[]";
    }
}
