package cc.drycc.imagebuilder.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes archives, also ones no honest program makes. */
final class Tar {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** A tree that builds. */
    static Tar withDockerfile() {
        return new Tar().file("Dockerfile", "FROM scratch\n");
    }

    Tar file(String name, String content) {
        return file(name, content, 0644);
    }

    Tar file(String name, String content, int mode) {
        var entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        return add(entry, content.getBytes(UTF_8));
    }

    Tar folder(String name) {
        return add(new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true), new byte[0]);
    }

    Tar symlink(String name, String target) {
        return link(name, target, TarConstants.LF_SYMLINK);
    }

    Tar hardlink(String name, String target) {
        return link(name, target, TarConstants.LF_LINK);
    }

    Tar special(String name, byte kind) {
        return add(new TarArchiveEntry(name, kind, true), new byte[0]);
    }

    private Tar link(String name, String target, byte kind) {
        var entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    private Tar add(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] plain() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] gzip() {
        return gzip(plain());
    }

    static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A header as it stands in the file, with a checksum that fits. */
    static byte[] header(String name, byte kind, String octalSize) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, octalSize);
        put(header, 136, "00000000000\0");
        header[156] = kind;
        put(header, 257, "ustar\00000");
        return checksummed(header);
    }

    static byte[] checksummed(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] raw = text.getBytes(UTF_8);
        System.arraycopy(raw, 0, header, at, raw.length);
    }
}
