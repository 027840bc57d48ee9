package cc.drycc.imagebuilder.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A tar, plain or packed with gzip, from somebody we do not trust. It is read once, front to back, in constant memory.
 *
 * <p>One thing the tar library does before we see it: a leading slash of a name longer than 100 bytes is dropped. Such an
 * entry lands inside the tree.
 */
final class SourceArchive {

    /** Enough for every name, link and attribute an honest entry has. */
    private static final long MAX_HEADER_BYTES = 1L << 20;

    private static final int BUFFER = 64 * 1024;

    private final ExtractLimits limits;
    private final long deadline;
    private final MeteredStream packed;
    private long unpackedFiles;

    private SourceArchive(InputStream in, ExtractLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
        this.packed = new MeteredStream(
                new Arriving(in), limits.packed(), "it is larger than " + mib(limits.packed()) + " MiB");
    }

    /**
     * Fills a folder that is empty and ours alone.
     *
     * @throws SourceRefused when the archive is broken, dangerous or too large; the caller removes the folder
     * @throws IOException when this machine cannot read the archive or write the folder
     */
    static void extract(InputStream in, Path folder, ExtractLimits limits) throws SourceRefused, IOException {
        try {
            new SourceArchive(in, limits).extractTo(new Tree(folder));
        } catch (MeteredStream.LimitPassed e) {
            throw new SourceRefused("The archive was refused: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause(); // it did not arrive, which is nobody's bad archive
        } catch (FileSystemException e) {
            throw e; // our own disk, not their archive
        } catch (EOFException e) {
            throw new SourceRefused("The archive was refused: it ends early; send it again");
        } catch (IOException | IllegalArgumentException e) {
            throw unlessOurs(e);
        }
    }

    /** A full disk shows as a plain exception of the write; everything else plain is what the readers say of bad bytes. */
    private static SourceRefused unlessOurs(Exception e) throws IOException {
        String text = String.valueOf(e.getMessage());
        if (e instanceof IOException io && text.contains("No space left on device")) {
            throw io;
        }
        return new SourceRefused("The archive was refused: it is damaged, or no tar and no tar.gz");
    }

    private void extractTo(Tree tree) throws SourceRefused, IOException {
        var buffered = new BufferedInputStream(packed, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first < 0) {
            throw new SourceRefused("The archive was refused: it is empty");
        }
        if (first == 0x1f && second == 0x8b) {
            var gunzip = GzipCompressorInputStream.builder()
                    .setInputStream(buffered)
                    .setDecompressConcatenated(true)
                    .get();
            extractTar(gunzip, tree);
        } else {
            extractTar(buffered, tree);
        }
    }

    private void extractTar(InputStream unpacked, Tree tree) throws SourceRefused, IOException {
        // Headers, padding and files together; the files alone are counted again below.
        var metered = new MeteredStream(unpacked, Long.MAX_VALUE, "");
        var tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
        int entries = 0;
        while (true) {
            metered.allow(MAX_HEADER_BYTES, "the header of an entry is larger than 1 MiB");
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                break;
            }
            if (++entries > limits.entries()) {
                throw new SourceRefused("The archive was refused: it has more than " + limits.entries() + " entries");
            }
            checkTime();
            checkText(entry, metered.lastBlock());
            metered.allow(Long.MAX_VALUE / 2, "");
            extract(entry, tar, tree);
        }
        if (entries == 0) {
            throw new SourceRefused("The archive was refused: there is nothing in it");
        }
    }

    /** The library puts a question mark where a header's name is not UTF-8, which would be another name. */
    private static void checkText(TarArchiveEntry entry, byte[] header) throws SourceRefused {
        boolean doubtful =
                entry.getName().indexOf('?') >= 0 || entry.getLinkName().indexOf('?') >= 0;
        if (doubtful && !(isUtf8(header, 0, 100) && isUtf8(header, 157, 100) && isUtf8(header, 345, 155))) {
            throw EntryName.refused(entry.getName(), "has a name that is not UTF-8");
        }
    }

    private static boolean isUtf8(byte[] header, int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void extract(TarArchiveEntry entry, TarArchiveInputStream tar, Tree tree)
            throws SourceRefused, IOException {
        if (!entry.isCheckSumOK()) {
            throw new SourceRefused("The archive was refused: it is damaged, or no tar and no tar.gz");
        }
        var name = EntryName.parse(entry.getName(), limits);
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
                if (entry.getName().endsWith("/")) {
                    tree.folder(name); // how tar marked folders before 1988
                } else {
                    file(entry, name, tar, tree);
                }
            }
            case TarConstants.LF_DIR -> tree.folder(name);
            case TarConstants.LF_SYMLINK -> {
                name.checkLink(entry.getLinkName(), limits);
                tree.symbolicLink(name, entry.getLinkName());
            }
            case TarConstants.LF_LINK -> tree.hardLink(name, EntryName.parse(entry.getLinkName(), limits));
            default ->
                throw EntryName.refused(
                        entry.getName(), "is a device, a pipe or of another kind that source code has no use for");
        }
    }

    private void file(TarArchiveEntry entry, EntryName name, TarArchiveInputStream tar, Tree tree)
            throws SourceRefused, IOException {
        if (entry.isSparse()) {
            throw EntryName.refused(entry.getName(), "is packed as a sparse file; pack it without --sparse");
        }
        if (entry.getSize() < 0 || entry.getSize() > limits.entry()) {
            throw EntryName.refused(entry.getName(), "is larger than " + mib(limits.entry()) + " MiB");
        }
        boolean executable = (entry.getMode() & 0100) != 0;
        tree.file(name, new Watched(tar), executable, modified(entry));
    }

    private static Instant modified(TarArchiveEntry entry) {
        long millis = entry.getLastModifiedTime().toMillis();
        return Instant.ofEpochMilli(Math.clamp(millis, 0, Instant.now().toEpochMilli()));
    }

    private void checkTime() throws MeteredStream.LimitPassed {
        if (System.nanoTime() - deadline > 0) {
            throw new MeteredStream.LimitPassed(
                    "unpacking took longer than " + limits.time().toSeconds() + " s");
        }
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    /** Keeps what fails on the way here apart from what the readers say of bad bytes. */
    private static final class Arriving extends FilterInputStream {

        Arriving(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The content of one file, watched while it is copied. */
    private final class Watched extends InputStream {
        private final InputStream content;

        Watched(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = content.read(buffer, offset, length);
            unpackedFiles += Math.max(read, 0);
            if (unpackedFiles > limits.unpacked()) {
                throw new MeteredStream.LimitPassed("it unpacks to more than " + mib(limits.unpacked()) + " MiB");
            }
            if (unpackedFiles > ExtractLimits.RATIO_FROM
                    && unpackedFiles / Math.max(packed.count(), 1) > limits.ratio()) {
                throw new MeteredStream.LimitPassed("it unpacks to more than " + limits.ratio() + " times its size");
            }
            checkTime();
            return read;
        }
    }
}
