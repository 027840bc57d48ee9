package cc.drycc.builder.buildkit;

import cc.drycc.builder.engine.DockerfileBuilderContract;
import cc.drycc.engine.Engine;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import cc.drycc.imagebuilder.ImageBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Beside a real Podman, with a real buildkitd. */
class PodmanBuildkitIT extends DockerfileBuilderContract {

    private @Nullable PrivateBuildkit buildkit;

    @Override
    protected Optional<String> missing() {
        return PrivatePodman.missing().or(PrivateBuildkit::missing);
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivatePodman.start();
    }

    @Override
    protected ImageBuilder builder(Engine engine, Path home) throws Exception {
        var daemon = PrivateBuildkit.start();
        buildkit = daemon;
        return new BuildkitBuilderFactory()
                .create(
                        engine,
                        Map.of(
                                "DRYCC_HOME",
                                home.toString(),
                                BuildkitDaemon.ADDRESS,
                                daemon.address(),
                                BuildkitDaemon.PROGRAM,
                                PrivateBuildkit.buildctl().toString()));
    }

    @Override
    protected Secrets secrets() {
        return Secrets.MOUNTED_WITH_AGENT;
    }

    @Override
    protected void stop() throws Exception {
        if (buildkit != null) {
            buildkit.stop();
        }
    }
}
