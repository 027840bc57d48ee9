package cc.drycc.buildservice;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivateDocker;
import java.util.Optional;

/** With Docker. */
class DockerSeedExamplesIT extends SeedExamplesContract {

    @Override
    Optional<String> missing() {
        return PrivateDocker.missing();
    }

    @Override
    PrivateDaemon startDaemon() throws Exception {
        return PrivateDocker.start();
    }
}
