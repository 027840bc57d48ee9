package cc.drycc.buildservice;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import java.util.Optional;

/** With Podman. */
class PodmanSeedExamplesIT extends SeedExamplesContract {

    @Override
    Optional<String> missing() {
        return PrivatePodman.missing();
    }

    @Override
    PrivateDaemon startDaemon() throws Exception {
        return PrivatePodman.start();
    }
}
