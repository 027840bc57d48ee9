package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Platform;
import cc.drycc.engine.docker.PrivateDocker;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

/** On a Docker Engine that {@code DOCKER_HOST} names. */
class LifeOfAnAppOnDockerIT extends LifeOfAnApp {

    private PrivateDocker docker;
    private Platform platform;

    @Override
    Platform platform() throws Exception {
        Assumptions.assumeTrue(
                PrivateDocker.missing().isEmpty(), () -> PrivateDocker.missing().orElseThrow());
        docker = PrivateDocker.start();
        platform = Platform.start(Map.of("DOCKER_HOST", docker.host().toString()));
        assertThat(platform.engineUrl()).isEqualTo(docker.host().toString());
        return platform;
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
