package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Platform;
import cc.drycc.engine.docker.PrivateDocker;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

/** On a Docker Engine that {@code DOCKER_HOST} names. */
class LifeOfAnAppOnDockerIT extends LifeOfAnApp {

    private @Nullable PrivateDocker docker;
    private @Nullable Platform platform;

    @Override
    Platform platform() throws Exception {
        Assumptions.assumeTrue(
                PrivateDocker.missing().isEmpty(), () -> PrivateDocker.missing().orElseThrow());
        var engine = PrivateDocker.start();
        docker = engine;
        var started = Platform.start(Map.of("DOCKER_HOST", engine.host().toString()));
        platform = started;
        assertThat(started.engineUrl()).isEqualTo(engine.host().toString());
        return started;
    }

    @AfterAll
    void gone() throws Exception {
        if (platform != null) {
            platform.close();
        }
        if (docker != null) {
            docker.stop();
        }
    }
}
