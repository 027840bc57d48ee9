package cc.drycc.gitserver.repository;

import cc.drycc.gitserver.PushedCommit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The tree of a commit, read straight from git's objects: no work tree, no attributes, no filters. */
public final class CommitTree implements PushedCommit {

    private static final int COMPRESSION = 3; // source is small; a push should not wait for the last percent

    private final Repository repository;
    private final RevCommit commit;
    private final long maxArchiveBytes;

    private CommitTree(Repository repository, RevCommit commit, long maxArchiveBytes) {
        this.repository = repository;
        this.commit = commit;
        this.maxArchiveBytes = maxArchiveBytes;
    }

    /** @param maxArchiveBytes what {@link #writeArchive} writes at most */
    public static CommitTree of(Repository repository, org.eclipse.jgit.lib.ObjectId id, long maxArchiveBytes)
            throws IOException {
        try (var walk = new RevWalk(repository)) {
            return new CommitTree(repository, walk.parseCommit(id), maxArchiveBytes);
        }
    }

    @Override
    public String sha() {
        return commit.name();
    }

    /**
     * What keeps this tree from being built, whatever the builder: nothing in it, or a file that steers the platform is not
     * a plain file (a link could lead out of the tree).
     */
    public Optional<String> problem() throws IOException {
        boolean empty = true;
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            while (walk.next()) {
                empty = false;
                var path = walk.getPathString();
                var mode = walk.getFileMode();
                if (path.equals(".drycc") && mode.equals(FileMode.TREE)) {
                    walk.enterSubtree();
                    continue;
                }
                boolean steers = path.equals("Procfile")
                        || path.equals("Dockerfile")
                        || path.equals(".dockerignore")
                        || path.equals(".drycc")
                        || path.startsWith(".drycc/");
                if (steers && walk.isSubtree() && path.startsWith(".drycc/")) {
                    walk.enterSubtree();
                } else if (steers && !mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
                    return Optional.of(path + " must be a regular file, not a link or a folder");
                }
            }
        }
        return empty ? Optional.of("the commit has no files: add a Dockerfile and push again") : Optional.empty();
    }

    @Override
    public void writeArchive(OutputStream target) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(COMPRESSION);
        parameters.setModificationInstant(java.time.Instant.EPOCH);
        try (var gzip = new GzipCompressorOutputStream(new Capped(target, maxArchiveBytes), parameters);
                var tar = new TarArchiveOutputStream(gzip, "UTF-8");
                var walk = new TreeWalk(repository)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            walk.addTree(commit.getTree());
            while (walk.next()) {
                write(walk, tar);
            }
            tar.finish();
        }
    }

    private void write(TreeWalk walk, TarArchiveOutputStream tar) throws IOException {
        var path = walk.getPathString();
        var mode = walk.getFileMode();
        if (mode.equals(FileMode.TREE) || mode.equals(FileMode.GITLINK)) {
            put(tar, new TarArchiveEntry(path + "/", TarConstants.LF_DIR), 0755, 0);
            tar.closeArchiveEntry();
            if (walk.isSubtree()) {
                walk.enterSubtree();
            }
            return;
        }
        var blob = repository.open(walk.getObjectId(0));
        if (mode.equals(FileMode.SYMLINK)) {
            var link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            link.setLinkName(new String(blob.getCachedBytes(4_096), StandardCharsets.UTF_8));
            put(tar, link, 0777, 0);
        } else {
            int bits = mode.equals(FileMode.EXECUTABLE_FILE) ? 0755 : 0644;
            put(tar, new TarArchiveEntry(path, TarConstants.LF_NORMAL), bits, blob.getSize());
            blob.copyTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode, long size) throws IOException {
        entry.setMode(mode);
        entry.setSize(size);
        entry.setIds(0, 0);
        entry.setModTime(commit.getCommitTime() * 1_000L);
        tar.putArchiveEntry(entry);
    }

    /** Refuses to write more than it may. */
    private static final class Capped extends FilterOutputStream {

        private long left;
        private final long cap;

        Capped(OutputStream target, long cap) {
            super(target);
            this.left = cap;
            this.cap = cap;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the source is larger than " + (cap >> 20) + " MiB when packed");
            }
        }

        /** The target is the caller's to close. */
        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
