package cc.drycc.imagebuilder.ssh;

import cc.drycc.engine.BuildFailed;
import cc.drycc.imagebuilder.source.TreeTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What makes Git in a build container log in with the app's key: files that only the build's own user reads, outside of all
 * that becomes an image, and a variable that says where they are.
 */
public final class SshIdentity {

    /** What Git starts instead of {@code ssh}; an app may set its own. */
    public static final String COMMAND = "GIT_SSH_COMMAND";

    /** The servers that are let answer, as {@code known_hosts} has them; without it whoever answers first. */
    public static final String KNOWN_HOSTS = "SSH_KNOWN_HOSTS";

    private static final String FOLDER = "drycc/ssh";

    private SshIdentity() {}

    /**
     * Puts an app's key into a container.
     *
     * @param tar unpacked at the container's root
     * @return what the build's environment has more
     * @throws BuildFailed when the key cannot be used
     */
    public static Map<String, String> put(TreeTar tar, Map<String, String> config) throws BuildFailed, IOException {
        var key = SshKey.of(config);
        if (key.isEmpty()) {
            return Map.of();
        }
        String known = config.getOrDefault(KNOWN_HOSTS, "").strip();
        tar.secret(FOLDER + "/id", bytes(key.get().text()));
        tar.secret(FOLDER + "/known_hosts", bytes(known.isEmpty() ? "" : known + "\n"));
        tar.file(FOLDER + "/config", bytes("""
                IdentityFile /drycc/ssh/id
                IdentitiesOnly yes
                UserKnownHostsFile /drycc/ssh/known_hosts
                StrictHostKeyChecking %s
                BatchMode yes
                LogLevel ERROR
                """.formatted(known.isEmpty() ? "accept-new" : "yes")));
        return config.containsKey(COMMAND) ? Map.of() : Map.of(COMMAND, "ssh -F /drycc/ssh/config");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
