package cc.drycc.server.imagebuilder;

import cc.drycc.imagebuilder.source.TreeTar;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.S3ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        try (var tar = new TreeTar(target, 0, 0)) {
            tar.tree(".", folder, Path.of(".git")::equals);
        }
    }

    @Override
    public void close() throws IOException {
        bucket.ifPresent(S3ObjectStore::close);
        Files.deleteIfExists(packed);
    }
}
