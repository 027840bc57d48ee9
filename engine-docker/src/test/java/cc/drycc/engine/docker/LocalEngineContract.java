package cc.drycc.engine.docker;

import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineContract;
import cc.drycc.engine.PodName;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Daemon;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Sandbox;
import cc.drycc.engine.metadata.CloudMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a private daemon. */
abstract class LocalEngineContract extends EngineContract {

    /** The platform the contract uses. */
    private static final Labels LABELS = new Labels("contract", Map.of());

    private Optional<PrivateDaemon> daemon = Optional.empty();
    private Optional<Daemon> behind = Optional.empty();

    /** Why the daemon cannot be had here; empty when it can. */
    abstract Optional<String> missing();

    abstract PrivateDaemon startDaemon() throws Exception;

    @BeforeAll
    void startPrivateDaemon() throws Exception {
        Optional<String> reason = missing();
        reason.ifPresent(why -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + why));
        Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
        daemon = Optional.of(startDaemon());
        behind = Optional.of(Daemon.connect(daemon().host()));
    }

    @AfterAll
    void stopPrivateDaemon() throws Exception {
        behind.ifPresent(Daemon::close);
        if (daemon.isPresent()) {
            daemon.get().stop();
        }
    }

    final PrivateDaemon daemon() {
        return daemon.orElseThrow();
    }

    final Containers behindItsBack() {
        Sandbox sandbox = new Sandbox(Optional.empty(), 1_024, LABELS.network(), false);
        return new Containers(behind.orElseThrow(), LABELS, sandbox);
    }

    @Override
    public Engine connectAs(String platform) {
        return DockerEngine.connect(DockerSettings.of(platform, daemon().host()));
    }

    @Override
    public Engine connectAllowingMetadata() {
        return DockerEngine.connect(
                DockerSettings.of(LABELS.platform(), daemon().host()).with(CloudMetadata.ALLOW));
    }

    @Override
    public List<String> containers() {
        return behindItsBack().list(Map.of()).stream().map(Container::name).toList();
    }

    @Override
    public void vanish(PodName pod) {
        behindItsBack().signal(pod.value(), "SIGKILL");
        behindItsBack().remove(pod.value());
    }
}
