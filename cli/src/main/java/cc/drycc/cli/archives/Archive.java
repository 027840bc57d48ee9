package cc.drycc.cli.archives;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.WrongUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;

/**
 * An archive to send.
 *
 * @param file where it lies
 * @param type its media type
 * @param files how many files were packed; empty when somebody else packed it
 * @param origin whose the file is
 */
public record Archive(Path file, String type, OptionalInt files, Origin origin) implements AutoCloseable {

    private static final String GZIP = "application/gzip";
    private static final int TAR_MAGIC_AT = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    /** Whose an archive's file is. */
    public enum Origin {
        /** It is removed when it was sent. */
        OURS,
        /** It stays. */
        USERS
    }

    /** Packs a folder, or takes an archive as it is. @throws CliProblem when it is neither */
    public static Archive of(Path named) {
        if (Files.isDirectory(named)) {
            return packed(named);
        }
        if (!Files.exists(named)) {
            throw new CliProblem("there is no folder " + named);
        }
        try {
            return new Archive(named, type(named), OptionalInt.empty(), Origin.USERS);
        } catch (IOException e) {
            throw new CliProblem("cannot read " + named + ": " + e.getMessage(), e);
        }
    }

    private static Archive packed(Path folder) {
        var target = temporary();
        boolean whole = false;
        try {
            int files = new PackFolder(folder).into(target);
            whole = true;
            return new Archive(target, GZIP, OptionalInt.of(files), Origin.OURS);
        } catch (IOException e) {
            throw new CliProblem("cannot pack " + folder + ": " + e.getMessage(), e);
        } finally {
            if (!whole) {
                delete(target);
            }
        }
    }

    /** Takes the archive that comes in, to its end. */
    public static Archive read(InputStream in) {
        var target = temporary();
        boolean whole = false;
        try {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            var archive = new Archive(target, type(target), OptionalInt.empty(), Origin.OURS);
            whole = true;
            return archive;
        } catch (IOException e) {
            throw new CliProblem("cannot keep what comes from standard input: " + e.getMessage(), e);
        } finally {
            if (!whole) {
                delete(target);
            }
        }
    }

    /** For the owner's eyes only; gone with the process at the latest. */
    private static Path temporary() {
        try {
            var file = Files.createTempFile("drycc-", ".archive");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new CliProblem("cannot make a temporary file for the archive: " + e.getMessage(), e);
        }
    }

    private static String type(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(TAR_MAGIC_AT + TAR_MAGIC.length);
        }
        if (begins(start, 0, new byte[] {0x1f, (byte) 0x8b})) {
            return GZIP;
        }
        if (begins(start, 0, new byte[] {'P', 'K'})) {
            return "application/zip";
        }
        if (begins(start, TAR_MAGIC_AT, TAR_MAGIC)) {
            return "application/x-tar";
        }
        throw new WrongUsage("--archive takes a folder, or an archive of one: tar, tar.gz or zip");
    }

    private static boolean begins(byte[] bytes, int at, byte[] magic) {
        return bytes.length >= at + magic.length
                && java.util.Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
    }

    /** Such as {@code 3.4 KiB}. */
    public String size() {
        long bytes = file.toFile().length();
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? "%.1f KiB".formatted(bytes / 1024.0)
                : "%.1f MiB".formatted(bytes / (double) (1 << 20));
    }

    @Override
    public void close() {
        if (origin == Origin.OURS) {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CliProblem("cannot remove the temporary file " + file + ": " + e.getMessage(), e);
        }
    }
}
