package cc.drycc.gitserver;

import java.io.IOException;
import java.io.OutputStream;

/** A commit whose tree can be read while the push lasts. */
public interface PushedCommit {

    /** All 40 hexadecimal digits. */
    String sha();

    /**
     * Writes the commit's tree as a gzip-compressed tar, reproducible byte for byte: entries in git's order, times of the
     * commit, modes 644 and 755, symbolic links as links, submodules as empty folders, no attribute filters run.
     *
     * @throws IOException when the target fails or the archive grows beyond the configured cap
     */
    void writeArchive(OutputStream target) throws IOException;
}
