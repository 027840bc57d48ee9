package cc.drycc.engine.docker;

import cc.drycc.engine.metadata.CloudMetadata;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which engine to use, and how.
 *
 * @param platform the platform's id: lower-case letters, digits and hyphens, at most 16. Several platforms can share an
 *     engine; each sees only its own
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param labels put on everything made, besides our own
 * @param runtime the OCI runtime, such as {@code runc}, when it is not to be the engine's choice
 * @param openFiles cap on open files of a container; this process's own hard limit is one too, because on some hosts
 *     raising it is refused
 * @param metadata whether containers may ask the cloud's metadata service
 */
public record DockerSettings(
        String platform,
        URI host,
        Map<String, String> labels,
        Optional<String> runtime,
        long openFiles,
        CloudMetadata metadata) {

    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?");
    private static final Set<String> SCHEMES = Set.of("unix", "tcp");
    private static final long OPEN_FILES = 65_536;

    /** @throws IllegalArgumentException when a value cannot work, with the reason */
    public DockerSettings {
        labels = Map.copyOf(labels);
        if (!PLATFORM.matcher(platform).matches()) {
            throw new IllegalArgumentException(
                    "platform id must be 1 to 16 lower-case letters, digits and hyphens, not " + platform);
        }
        if (!SCHEMES.contains(String.valueOf(host.getScheme()))) {
            throw new IllegalArgumentException("engine host must be unix:///path or tcp://host:port, not " + host);
        }
        if (openFiles < 64) {
            throw new IllegalArgumentException("a container needs at least 64 open files");
        }
    }

    /** No extra labels, the engine's own runtime, up to 65536 open files, no cloud metadata. */
    public static DockerSettings of(String platform, URI host) {
        return new DockerSettings(platform, host, Map.of(), Optional.empty(), OPEN_FILES, CloudMetadata.DENY);
    }

    /** These, with another rule for the cloud's metadata service. */
    public DockerSettings with(CloudMetadata other) {
        return new DockerSettings(platform, host, labels, runtime, openFiles, other);
    }
}
