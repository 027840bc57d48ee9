package cc.drycc.server.engines;

import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.server.home.PlatformHome;
import java.net.URI;
import java.util.Map;

/** Removes what a platform made on an engine it shares with others: found by its labels, nothing else is touched. */
public final class WipeEngine {

    private WipeEngine() {}

    /** Removes the platform's containers, networks and images. */
    public static void of(URI address, PlatformHome home) throws InterruptedException {
        try (var engine = DockerEngine.connect(DockerSettings.of(home.platformId(), address))) {
            engine.wipe();
            engine.images()
                    .labelled(Map.of("cc.drycc.platform", home.platformId()))
                    .forEach(image -> engine.images().remove(image.id()));
        }
    }
}
