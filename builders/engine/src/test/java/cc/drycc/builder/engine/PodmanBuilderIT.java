package cc.drycc.builder.engine;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import java.util.Optional;

/** On a real Podman. */
class PodmanBuilderIT extends EngineBuilderContract {

    @Override
    protected Optional<String> missing() {
        return PrivatePodman.missing();
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivatePodman.start();
    }
}
