package cc.drycc.server.engines;

import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.engine.metadata.MetadataGuard;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the platform put into this machine's firewall for networks whose settings are in its home. */
public final class FirewallRules {

    private static final Pattern SUBNET = Pattern.compile("\"subnet\": \"([^\"]+)\"");
    private static final int DEPTH = 3;

    private FirewallRules() {}

    /** Takes them away: of the private Podman's networks, and of buildah's. */
    public static void remove(PlatformHome home) throws IOException {
        for (Path folder :
                new Path[] {home.engine().resolve("networks"), home.root().resolve("buildah/apps")}) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.find(folder, DEPTH, (file, kind) -> isNetwork(file))) {
                    for (Path file : files.toList()) {
                        SUBNET.matcher(Files.readString(file))
                                .results()
                                .flatMap(found -> MetadataGuard.of(found.group(1)).stream())
                                .forEach(guard -> guard.set(CloudMetadata.ALLOW));
                    }
                }
            }
        }
    }

    private static boolean isNetwork(Path file) {
        return file.toString().matches(".*/networks/[^/]+\\.json");
    }
}
