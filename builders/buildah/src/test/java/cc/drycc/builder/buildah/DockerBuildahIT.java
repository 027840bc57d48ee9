package cc.drycc.builder.buildah;

import cc.drycc.builder.engine.DockerfileBuilderContract;
import cc.drycc.engine.Engine;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivateDocker;
import cc.drycc.imagebuilder.ImageBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Beside a real Docker. */
class DockerBuildahIT extends DockerfileBuilderContract {

    @Override
    protected Optional<String> missing() {
        return PrivateDocker.missing()
                .or(() -> BuildahSettings.from(Map.of()).program().isPresent()
                        ? Optional.empty()
                        : Optional.of("buildah is not installed"));
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivateDocker.start();
    }

    @Override
    protected ImageBuilder builder(Engine engine, Path home) {
        return new BuildahBuilderFactory().create(engine, Map.of("DRYCC_HOME", home.toString()));
    }

    @Override
    protected Secrets secrets() {
        return Secrets.MOUNTED_WITH_AGENT;
    }
}
