package cc.drycc.builder.slug;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a slug. Times, owners and permissions are the same for all, so that they depend on nothing but the content: the
 * app's files belong to the app's user, those of the runner to root.
 */
final class SlugTar implements AutoCloseable {

    /** Who owns {@code /app}, and runs it unless the runner image names somebody. */
    static final int USER = 1000;

    /** The second zip files can begin with, as buildpacks have it: before 1980, some tools take a time for none. */
    static final Instant TIME = Instant.parse("1980-01-01T00:00:01Z");

    private static final int FOLDER = 0040755;
    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;
    private static final int LINK = 0120777;
    private static final int BUFFER = 1 << 16;

    private final MessageDigest packed = sha256();
    private final MessageDigest plain = sha256();
    private final TarArchiveOutputStream tar;

    /**
     * Begins one.
     *
     * @param maxBytes of the file; what would make it larger throws {@link TooLarge}
     */
    SlugTar(Path file, long maxBytes) throws IOException {
        OutputStream out = new BufferedOutputStream(new Capped(Files.newOutputStream(file), maxBytes), BUFFER);
        var gzip = new GZIPOutputStream(new DigestOutputStream(out, packed), BUFFER);
        tar = new TarArchiveOutputStream(
                new DigestOutputStream(new BufferedOutputStream(gzip, BUFFER), plain), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void folder(String name) throws IOException {
        var entry = new TarArchiveEntry(name + "/");
        entry.setMode(FOLDER);
        put(entry);
        tar.closeArchiveEntry();
    }

    void link(String name, String target) throws IOException {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        entry.setMode(LINK);
        put(entry);
        tar.closeArchiveEntry();
    }

    void file(String name, Mode mode, long size, InputStream content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode == Mode.EXECUTABLE ? EXECUTABLE : FILE);
        entry.setSize(size);
        put(entry);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }

    /** Whether a file is a program. */
    enum Mode {
        PLAIN,
        EXECUTABLE
    }

    private void put(TarArchiveEntry entry) throws IOException {
        boolean app = entry.getName().startsWith("app/");
        entry.setIds(app ? USER : 0, app ? USER : 0);
        entry.setNames("", "");
        entry.setModTime(FileTime.from(TIME));
        tar.putArchiveEntry(entry);
    }

    /** Writes the end; the digests are known from now on. */
    void finish() throws IOException {
        tar.finish();
        tar.close();
    }

    /** Of the file. */
    String digest() {
        return "sha256:" + HexFormat.of().formatHex(packed.digest());
    }

    /** Of the tar in it. */
    String diffId() {
        return "sha256:" + HexFormat.of().formatHex(plain.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** More than the slug may have. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Capped extends FilterOutputStream {

        private long left;

        Capped(OutputStream out, long max) {
            super(out);
            this.left = max;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new TooLarge();
            }
            out.write(bytes, offset, length);
        }
    }
}
