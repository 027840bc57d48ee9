package cc.drycc.server.postgres;

import cc.drycc.server.ServerProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, shipped inside a jar and unpacked once per version. The archive is part of our build, not
 * input: it is trusted as our classes are.
 */
final class PostgresBinaries {

    private static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}; unpacked below {@code parent} when it is not there. */
    static Path unpackedBelow(Path parent) {
        var target = parent.resolve("server-" + VERSION);
        if (Files.isExecutable(target.resolve("bin/postgres"))) {
            return target;
        }
        var part = parent.resolve("server.part");
        try {
            delete(part);
            unpack(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ServerProblem("cannot unpack PostgreSQL into " + parent + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(Path target) throws IOException {
        var name = "/postgres-linux-" + architecture() + ".txz";
        try (var resource = PostgresBinaries.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("this build has no PostgreSQL for " + architecture()
                        + "; set DRYCC_DATABASE_URL to a PostgreSQL of your own");
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource, 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(entry, tar, target.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static void place(TarArchiveEntry entry, TarArchiveInputStream tar, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "aarch64" -> "arm_64";
            default -> "x86_64";
        };
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
