package cc.drycc.server.home;

import cc.drycc.server.ServerProblem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The platform's folder. Everything the platform keeps on this machine outside the engine lies below it, readable by its
 * owner only.
 */
public final class PlatformHome {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;
    private @Nullable FileLock lock;

    private PlatformHome(Path root) {
        this.root = root;
    }

    /** The folder as it is; nothing is made. */
    public static PlatformHome at(Path root) {
        return new PlatformHome(root.toAbsolutePath().normalize());
    }

    /** Makes the folders that are missing. */
    public PlatformHome prepared() {
        for (Path folder : new Path[] {root, run(), logs(), git(), objects(), keys()}) {
            privateFolder(folder);
        }
        return this;
    }

    /** Makes a folder that only its owner can enter. */
    public static Path privateFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw new ServerProblem("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    public Path root() {
        return root;
    }

    /** Whether a platform was ever started here. */
    public boolean exists() {
        return Files.exists(identity());
    }

    /** Process ids, addresses: what is only true while the platform runs. */
    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The repositories. */
    public Path git() {
        return root.resolve("git");
    }

    /** The embedded object store's files. */
    public Path objects() {
        return root.resolve("objects");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The private engine's images, containers and settings. */
    public Path engine() {
        return root.resolve("engine");
    }

    /** Platform key, host keys, credentials of what is embedded. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** The process id file of the server. */
    public Path serverPid() {
        return run().resolve("server.pid");
    }

    private Path identity() {
        return root.resolve("platform-id");
    }

    /** The platform's id, 8 hexadecimal digits, made at the first start. */
    public String platformId() {
        return secret(identity(), 4);
    }

    /** The key that seals secrets at rest: 32 bytes. */
    public byte[] platformKey() {
        return HexFormat.of().parseHex(secret(keys().resolve("platform.key"), 32));
    }

    /** A random secret kept in a file, as hexadecimal digits; made when the file is missing. */
    public String secret(Path file, int bytes) {
        return read(file).orElseGet(() -> {
            var random = new byte[bytes];
            RANDOM.nextBytes(random);
            write(file, HexFormat.of().formatHex(random));
            return read(file).orElseThrow();
        });
    }

    /** The content of a small file, stripped; empty when it is not there. */
    public static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a small file that only its owner can read, whole or not at all. */
    public static void write(Path file, String text) {
        try {
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, text + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ServerProblem("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads what {@link #store} wrote; empty when it is not there. */
    public static Optional<Properties> load(Path file) {
        return read(file).map(text -> {
            var properties = new Properties();
            try {
                properties.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties;
        });
    }

    /** Writes names and values as {@link #write} writes text. */
    public static void store(Path file, Properties properties, String comment) {
        var text = new StringWriter();
        try {
            properties.store(text, comment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(file, text.toString());
    }

    /**
     * Takes the folder for this process until it ends.
     *
     * @throws ServerProblem when another server uses it
     */
    public void lock() {
        try {
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new ServerProblem(
                        "a platform already runs in " + root + "; stop it with: bin/workflow down --home " + root);
            }
        } catch (IOException e) {
            throw new ServerProblem("cannot lock " + root + ": " + e.getMessage(), e);
        }
    }
}
