package cc.drycc.gitserver.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The server's own keys: made once, kept in OpenSSH's format, the same over every restart. */
final class HostKeys {

    private HostKeys() {}

    static KeyPairProvider in(Path folder) throws IOException {
        Files.createDirectories(folder);
        var files = List.of(
                keyFile(folder.resolve("ssh_host_ed25519_key"), KeyPairProvider.SSH_ED25519, 256),
                keyFile(folder.resolve("ssh_host_ecdsa_key"), KeyPairProvider.ECDSA_SHA2_NISTP256, 256));
        return new FileKeyPairProvider(files);
    }

    private static Path keyFile(Path file, String type, int bits) throws IOException {
        if (Files.exists(file)) {
            return file;
        }
        try {
            KeyPair pair = KeyUtils.generateKeyPair(type, bits);
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(part)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "drycc", null, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make the host key " + file, e);
        }
    }
}
