package cc.drycc.builder.engine;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivateDocker;
import java.util.Optional;

/** On a real Docker. */
class DockerBuilderIT extends EngineBuilderContract {

    @Override
    protected Optional<String> missing() {
        return PrivateDocker.missing();
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivateDocker.start();
    }
}
