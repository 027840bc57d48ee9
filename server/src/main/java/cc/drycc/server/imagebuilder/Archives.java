package cc.drycc.server.imagebuilder;

import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.S3ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Where the source comes from: an object in a bucket, or a folder, which is packed so that it takes the same way. */
final class Archives implements AutoCloseable {

    private final Optional<S3ObjectStore> bucket;
    private final Path packed;

    private Archives(Optional<S3ObjectStore> bucket, Path packed) {
        this.bucket = bucket;
        this.packed = packed;
    }

    /**
     * Gets ready to read.
     *
     * @param work a folder of ours, where a packed folder is kept meanwhile
     * @throws NoSource when the object or the folder is not there
     */
    static Archives of(OneBuild asked, Path work) throws NoSource, IOException {
        Path packed = work.resolve("workspace.tar");
        if (asked.storage().isEmpty()) {
            if (!Files.isDirectory(asked.folder())) {
                throw new NoSource("TAR_PATH is not set and there is no folder " + asked.folder()
                        + ": set TAR_PATH to the archive's key in the bucket, or WORKSPACE to a folder");
            }
            pack(asked.folder(), packed);
            return new Archives(Optional.empty(), packed);
        }
        var bucket = new S3ObjectStore(asked.storage().get());
        var archives = new Archives(Optional.of(bucket), packed);
        boolean there = false;
        try {
            there = bucket.head(asked.job().archive()).isPresent();
        } finally {
            if (!there) {
                archives.close();
            }
        }
        if (!there) {
            throw new NoSource("there is no " + asked.job().archive() + " in the bucket "
                    + asked.storage().get().bucket());
        }
        return archives;
    }

    /** There is nothing to build. */
    static final class NoSource extends Exception {
        private static final long serialVersionUID = 1L;

        NoSource(String reason) {
            super(reason);
        }
    }

    InputStream open(ObjectKey key) {
        try {
            return bucket.isPresent() ? bucket.get().open(key) : Files.newInputStream(packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path folder, Path target) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(target));
                var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    if (each.equals(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (each.equals(folder.resolve(".git"))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    tar.putArchiveEntry(new TarArchiveEntry(folder.relativize(each) + "/"));
                    tar.closeArchiveEntry();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                    add(tar, folder.relativize(each).toString(), each, attributes);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file, BasicFileAttributes attributes)
            throws IOException {
        if (attributes.isSymbolicLink()) {
            var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(entry);
        } else if (attributes.isRegularFile()) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(attributes.size());
            entry.setMode(Files.isExecutable(file) ? 0755 : 0644);
            entry.setModTime(attributes.lastModifiedTime());
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
        } else {
            return; // sockets and pipes are no source
        }
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        bucket.ifPresent(S3ObjectStore::close);
        Files.deleteIfExists(packed);
    }
}
