package cc.drycc.engine.docker;

import java.util.Optional;

/** The contract on a real Docker. */
class DockerEngineIT extends LocalEngineContract {

    @Override
    Optional<String> missing() {
        return PrivateDocker.missing();
    }

    @Override
    PrivateDaemon startDaemon() throws Exception {
        return PrivateDocker.start();
    }
}
