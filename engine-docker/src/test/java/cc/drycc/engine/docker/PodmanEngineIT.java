package cc.drycc.engine.docker;

import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real Podman. */
class PodmanEngineIT extends EngineContract {

    private PrivatePodman daemon;

    @BeforeAll
    void startDaemon() throws Exception {
        Optional<String> missing = PrivatePodman.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED PodmanEngineIT: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        daemon = PrivatePodman.start();
    }

    @AfterAll
    void stopDaemon() throws Exception {
        if (daemon != null) {
            daemon.stop();
        }
    }

    @Override
    protected Engine connect() {
        return DockerEngine.connect(DockerSettings.of("it", daemon.host()));
    }
}
