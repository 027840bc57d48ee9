package cc.drycc.gitserver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the git server listens, where it keeps what, and what it bears.
 *
 * @param host address to listen on
 * @param port to listen on; 0 takes a free one
 * @param repositories folder of the bare repositories, {@code APP.git} each
 * @param hostKeys folder of the host keys, made at the first start
 * @param branches names of branches that are built; others are refused
 * @param maxPackBytes of one push
 * @param maxObjectBytes of one file in it
 * @param maxArchiveBytes of the compressed archive of a commit
 * @param loginTime within which a connection must have proved a key
 * @param stall how long a client may be silent while it sends
 */
public record GitServerSettings(
        String host,
        int port,
        Path repositories,
        Path hostKeys,
        Pattern branches,
        long maxPackBytes,
        long maxObjectBytes,
        long maxArchiveBytes,
        Duration loginTime,
        Duration stall) {

    /** Any branch whose name is harmless in every tool: no option, no shell character, no {@code refs/} inside. */
    public static final Pattern ANY_BRANCH = Pattern.compile("(?!refs/)[A-Za-z0-9_][A-Za-z0-9._/@+#=-]{0,199}");

    /** Defaults: every address, 1 GiB packs, 512 MiB archives, 20 s to log in, 30 s of silence. */
    public static GitServerSettings of(int port, Path repositories, Path hostKeys) {
        return new GitServerSettings(
                "0.0.0.0",
                port,
                repositories,
                hostKeys,
                ANY_BRANCH,
                1L << 30,
                512L << 20,
                512L << 20,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
    }
}
