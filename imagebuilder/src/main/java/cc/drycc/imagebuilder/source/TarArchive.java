package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The entries of a tar, read once, front to back, in constant memory.
 *
 * <p>One thing the tar library does before we see it: a leading slash of a name longer than 100 bytes is dropped. Such an
 * entry lands inside the tree.
 */
final class TarArchive {

    /** Enough for every name, link and attribute an honest entry has. */
    private static final long MAX_HEADER_BYTES = 1L << 20;

    private final Tree tree;
    private final Budget budget;

    TarArchive(Tree tree, Budget budget) {
        this.tree = tree;
        this.budget = budget;
    }

    void extract(InputStream unpacked) throws SourceRefused, IOException {
        // Headers, padding and files together; the budget counts the files alone.
        var metered = new MeteredStream(unpacked, Long.MAX_VALUE, "");
        var tar = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
        while (true) {
            metered.allow(MAX_HEADER_BYTES, "the header of an entry is larger than 1 MiB");
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                break;
            }
            budget.entry();
            checkText(entry, metered.lastBlock());
            metered.allow(Long.MAX_VALUE / 2, "");
            extract(entry, tar);
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

    private void extract(TarArchiveEntry entry, TarArchiveInputStream tar) throws SourceRefused, IOException {
        if (!entry.isCheckSumOK()) {
            throw new IOException("the checksum of a header is wrong");
        }
        var name = EntryName.parse(entry.getName(), budget.limits());
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
                if (entry.getName().endsWith("/")) {
                    tree.folder(name); // how tar marked folders before 1988
                } else {
                    file(entry, name, tar);
                }
            }
            case TarConstants.LF_DIR -> tree.folder(name);
            case TarConstants.LF_SYMLINK -> {
                name.checkLink(entry.getLinkName(), budget.limits());
                tree.symbolicLink(name, entry.getLinkName());
            }
            case TarConstants.LF_LINK -> tree.hardLink(name, EntryName.parse(entry.getLinkName(), budget.limits()));
            default -> throw EntryName.refused(entry.getName(), EntryName.NO_SOURCE);
        }
    }

    private void file(TarArchiveEntry entry, EntryName name, TarArchiveInputStream tar)
            throws SourceRefused, IOException {
        if (entry.isSparse()) {
            throw EntryName.refused(entry.getName(), "is packed as a sparse file; pack it without --sparse");
        }
        budget.claimed(entry.getName(), entry.getSize());
        boolean executable = (entry.getMode() & 0100) != 0;
        var modified = Budget.modified(entry.getLastModifiedTime().toMillis());
        tree.file(name, budget.watched(entry.getName(), tar), executable, modified);
    }
}
