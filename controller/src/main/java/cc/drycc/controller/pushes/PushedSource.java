package cc.drycc.controller.pushes;

import cc.drycc.engine.AppName;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A commit somebody pushed, or an archive somebody sent.
 *
 * @param username whose key signed, or whose token it was
 * @param app where to
 * @param branch without {@code refs/heads/}; empty for an archive
 * @param sha all 40 hexadecimal digits; of an archive the first 40 of its SHA-256
 * @param archive writes the commit's tree as tar.gz, or the archive as it came
 */
public record PushedSource(String username, AppName app, String branch, String sha, Archive archive) {

    /** Writes an archive. */
    @FunctionalInterface
    public interface Archive {
        /** @throws IOException when the target fails or the archive is larger than allowed; its message says which */
        void writeTo(OutputStream target) throws IOException;
    }

    /** The commit as a release's summary names it. */
    String shortSha() {
        return sha.substring(0, 7);
    }

    /** The tag of the image and the folder of the archive: {@code git-060da68f}. */
    String tag() {
        return "git-" + sha.substring(0, 8);
    }
}
