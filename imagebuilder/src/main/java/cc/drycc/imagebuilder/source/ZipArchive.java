package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The entries of a zip. What an entry is (a link, executable) only stands in the list at the end of a zip, so it is put
 * on disk first, and that list alone decides; an entry that lies elsewhere in the file is not looked at.
 */
final class ZipArchive {

    /** Of the list of entries, which is held in memory: enough for 100,000 of them. */
    private static final long MAX_LIST_BYTES = 16L << 20;

    private final Tree tree;
    private final Budget budget;

    ZipArchive(Tree tree, Budget budget) {
        this.tree = tree;
        this.budget = budget;
    }

    /** @param spool where the zip is kept meanwhile; a name that is free, in a folder of ours */
    void extract(InputStream packed, Path spool) throws SourceRefused, IOException {
        var options = Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file = Files.newByteChannel(spool, options, ownerOnly)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = packed.read(buffer); read >= 0; read = packed.read(buffer)) {
                file.write(ByteBuffer.wrap(buffer, 0, read));
            }
            try (var zip = open(new MeteredChannel(file))) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                    budget.entry();
                    extract(entry, zip);
                }
            }
        }
    }

    private static ZipFile open(MeteredChannel channel) throws IOException {
        channel.allow(MAX_LIST_BYTES, "its list of entries is larger than 16 MiB");
        try {
            var zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            channel.allow(Long.MAX_VALUE, "");
            return zip;
        } catch (IOException e) {
            throw e.getCause() instanceof MeteredStream.LimitPassed passed ? passed : e;
        }
    }

    private void extract(ZipArchiveEntry entry, ZipFile zip) throws SourceRefused, IOException {
        var name = EntryName.parse(entry.getName(), budget.limits());
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw EntryName.refused(entry.getName(), "is encrypted; pack it without a password");
        }
        if (entry.getMethod() != ZipMethod.STORED.getCode() && entry.getMethod() != ZipMethod.DEFLATED.getCode()) {
            throw EntryName.refused(entry.getName(), "is packed in an unusual way; pack it with zip's own method");
        }
        switch (entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG) {
            case UnixStat.LINK_FLAG -> link(entry, name, zip);
            case UnixStat.DIR_FLAG -> tree.folder(name);
            case UnixStat.FILE_FLAG, 0 -> {
                if (entry.isDirectory()) {
                    tree.folder(name);
                } else {
                    file(entry, name, zip);
                }
            }
            default -> throw EntryName.refused(entry.getName(), EntryName.NO_SOURCE);
        }
    }

    private void link(ZipArchiveEntry entry, EntryName name, ZipFile zip) throws SourceRefused, IOException {
        String target;
        try (var content = zip.getInputStream(entry)) {
            target = EntryName.text(
                    entry.getName(), content.readNBytes(budget.limits().path() + 1));
        }
        name.checkLink(target, budget.limits());
        tree.symbolicLink(name, target);
    }

    private void file(ZipArchiveEntry entry, EntryName name, ZipFile zip) throws SourceRefused, IOException {
        budget.claimed(entry.getName(), entry.getSize());
        boolean executable = (entry.getUnixMode() & 0100) != 0;
        var modified = Budget.modified(entry.getLastModifiedTime().toMillis());
        try (var content = zip.getInputStream(entry)) {
            tree.file(name, budget.watched(entry.getName(), content), executable, modified);
        }
    }

    /** Counts what is read, so that opening a zip cannot fill the memory. */
    private static final class MeteredChannel implements SeekableByteChannel {
        private final SeekableByteChannel file;
        private long left;
        private String message = "";

        MeteredChannel(SeekableByteChannel file) {
            this.file = file;
        }

        void allow(long bytes, String otherwise) {
            left = bytes;
            message = otherwise;
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            int read = file.read(buffer);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new MeteredStream.LimitPassed(message);
            }
            return read;
        }

        @Override
        public int write(ByteBuffer buffer) {
            throw new UnsupportedOperationException("it is read only");
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("it is read only");
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
