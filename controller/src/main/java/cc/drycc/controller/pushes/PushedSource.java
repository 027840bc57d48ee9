package cc.drycc.controller.pushes;

import cc.drycc.engine.AppName;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A commit somebody pushed.
 *
 * @param username whose key signed
 * @param app where to
 * @param branch without {@code refs/heads/}
 * @param sha all 40 hexadecimal digits
 * @param archive writes the commit's tree as tar.gz
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
