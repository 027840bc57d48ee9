package cc.drycc.engine.docker;

import java.util.Optional;

/** The contract on a real Podman. */
class PodmanEngineIT extends LocalEngineContract {

    @Override
    Optional<String> missing() {
        return PrivatePodman.missing();
    }

    @Override
    PrivateDaemon startDaemon() throws Exception {
        return PrivatePodman.start();
    }
}
