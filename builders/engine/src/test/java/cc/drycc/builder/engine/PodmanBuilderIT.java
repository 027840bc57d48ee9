package cc.drycc.builder.engine;

import cc.drycc.engine.Engine;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import cc.drycc.imagebuilder.ImageBuilder;
import java.nio.file.Path;
import java.util.Optional;

/** On a real Podman. */
class PodmanBuilderIT extends DockerfileBuilderContract {

    @Override
    protected Optional<String> missing() {
        return PrivatePodman.missing();
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivatePodman.start();
    }

    @Override
    protected ImageBuilder builder(Engine engine, Path home) {
        return new EngineBuilder(engine.images());
    }

    @Override
    protected Secrets secrets() {
        return Secrets.MOUNTED;
    }
}
