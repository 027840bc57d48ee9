package cc.drycc.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The pair a client proves itself with to an S3 store.
 *
 * @param id the public half
 * @param secret the secret half: never logged, never in an error
 */
public record AccessKey(String id, String secret) {

    /** @throws IllegalArgumentException when a half is empty or has a space or line break in it */
    public AccessKey {
        if (!isWord(id) || !isWord(secret)) {
            throw new IllegalArgumentException("an access key has an id and a secret, both without spaces");
        }
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** A fresh pair with 160 random bits in its secret. */
    public static AccessKey generate() {
        var random = new SecureRandom();
        return new AccessKey("DRYCC" + hex(random, 8).toUpperCase(java.util.Locale.ROOT), hex(random, 20));
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    /**
     * The pair kept in this file; a fresh one is made and kept when there is no file. The file is readable by its owner
     * only and appears whole or not at all.
     *
     * @throws StorageProblem when the file cannot be read or written, or does not hold two lines
     */
    public static AccessKey inFile(Path file) {
        try {
            return read(file);
        } catch (NoSuchFileException missing) {
            return create(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read", e);
        }
    }

    private static AccessKey read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        if (lines.size() != 2) {
            throw new IOException("expected two lines");
        }
        return new AccessKey(lines.get(0), lines.get(1));
    }

    private static AccessKey create(Path file) {
        var key = generate();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("not a file name");
            }
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(folder, ".key", "", ownerOnly);
            Files.write(fresh, List.of(key.id, key.secret), StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
        } catch (IOException e) {
            throw unusable(file, "cannot be written", e);
        }
    }

    private static StorageProblem unusable(Path file, String what, IOException cause) {
        return new StorageProblem(
                StorageProblem.Kind.LOCAL,
                "The storage key file " + file + " " + what + ": check its owner and that the disk has room",
                cause);
    }

    /** Names the pair by its public half. */
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
