package cc.drycc.server.wiring;

import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.engines.PodmanService;
import cc.drycc.server.home.PlatformHome;
import java.util.Map;
import java.util.Optional;

/**
 * The container engine: the one this machine offers, else a private Podman.
 *
 * @param engine what the roles use
 * @param service the service behind it when it is ours
 */
public record Containers(DockerEngine engine, Optional<PodmanService> service) implements AutoCloseable {

    public static Containers open(PlatformHome home, Map<String, String> environment) {
        var podman = new PodmanService(home);
        // a platform that began with a private engine stays with it: its apps are there
        var offered = podman.exists() ? Optional.<java.net.URI>empty() : EngineAddress.offered(environment);
        var address = offered.orElseGet(podman::start);
        EngineAddress.remember(home, address);
        var engine = DockerEngine.connect(
                DockerSettings.of(home.platformId(), address).with(CloudMetadata.from(environment)));
        return new Containers(engine, offered.isPresent() ? Optional.empty() : Optional.of(podman));
    }

    /** Stops supervising; containers go on running. */
    @Override
    public void close() {
        engine.close();
        service.ifPresent(PodmanService::stop);
    }
}
