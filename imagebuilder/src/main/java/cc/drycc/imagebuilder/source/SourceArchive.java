package cc.drycc.imagebuilder.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** An archive from somebody we do not trust: the one place where archives of any format are unpacked. */
final class SourceArchive {

    private static final int BUFFER = 64 * 1024;

    private final ArchiveFormats formats;
    private final MeteredStream packed;
    private final Budget budget;

    private SourceArchive(InputStream in, ExtractLimits limits, ArchiveFormats formats) {
        this.formats = formats;
        this.packed = new MeteredStream(
                new Arriving(in), limits.packed(), "it is larger than " + Budget.mib(limits.packed()) + " MiB");
        this.budget = new Budget(limits, packed::count);
    }

    /**
     * Fills a folder that is empty and ours alone.
     *
     * @throws SourceRefused when the archive is broken, dangerous or too large; the caller removes the folder
     * @throws IOException when this machine cannot read the archive or write the folder
     */
    static void extract(InputStream in, Path folder, ExtractLimits limits, ArchiveFormats formats)
            throws SourceRefused, IOException {
        try {
            new SourceArchive(in, limits, formats).extractTo(folder);
        } catch (MeteredStream.LimitPassed e) {
            throw new SourceRefused("The archive was refused: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause(); // it did not arrive, which is nobody's bad archive
        } catch (FileSystemException e) {
            throw e; // our own disk, not their archive
        } catch (EOFException e) {
            throw new SourceRefused("The archive was refused: it ends early; send it again");
        } catch (IOException | IllegalArgumentException e) {
            throw unlessOurs(e, formats);
        }
    }

    /** A full disk shows as a plain exception of the write; everything else plain is what the readers say of bad bytes. */
    private static SourceRefused unlessOurs(Exception e, ArchiveFormats formats) throws IOException {
        String text = String.valueOf(e.getMessage());
        if (e instanceof IOException io && text.contains("No space left on device")) {
            throw io;
        }
        return new SourceRefused("The archive was refused: it is damaged, or " + formats.otherwise());
    }

    private void extractTo(Path folder) throws SourceRefused, IOException {
        var buffered = new BufferedInputStream(packed, BUFFER);
        buffered.mark(4);
        byte[] start = buffered.readNBytes(4);
        buffered.reset();
        if (start.length == 0) {
            throw new SourceRefused("The archive was refused: it is empty");
        }
        var tree = new Tree(folder);
        if (begins(start, 0x1f, 0x8b)) {
            var gunzip = GzipCompressorInputStream.builder()
                    .setInputStream(buffered)
                    .setDecompressConcatenated(true)
                    .get();
            new TarArchive(tree, budget).extract(gunzip);
        } else if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            if (formats == ArchiveFormats.TAR) {
                throw new SourceRefused("The archive was refused: it is a zip; send a tar or tar.gz");
            }
            new ZipArchive(tree, budget).extract(buffered, folder.resolveSibling(folder.getFileName() + ".zip"));
        } else {
            new TarArchive(tree, budget).extract(buffered);
        }
        budget.end();
    }

    private static boolean begins(byte[] start, int... magic) {
        return start.length >= magic.length
                && IntStream.range(0, magic.length).allMatch(i -> (start[i] & 0xff) == magic[i]);
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
}
