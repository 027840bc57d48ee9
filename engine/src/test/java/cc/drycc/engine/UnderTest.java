package cc.drycc.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What every part of the contract works with: an engine that was started, and what can be run on it. */
interface UnderTest {

    AppName APP = new AppName("hello");
    WorkloadRef WEB = new WorkloadRef(APP, ProcessType.WEB);

    /** Answers with its release and its name, and ends at SIGTERM as a well-behaved app does. */
    String SERVE = "mkdir -p /www; echo v$DRYCC_RELEASE $(hostname) > /www/index.html;"
            + " trap 'exit 0' TERM; httpd -f -p 5000 -h /www & wait";

    Engine engine();

    EdgeInMiniature edge();

    /** Busybox under all its names. */
    ImageRef image();

    /** An empty folder for this test. */
    Path work();

    /** One more instance for the same platform on the same engine, not started: the platform after a restart. */
    Engine connectAgain();

    /** An instance for another platform on the same engine, not started. */
    Engine connectAs(String platform);

    /** The platform's containers as the engine has them, whatever we believe. */
    List<String> containers();

    /** Removes a pod behind our back. */
    void vanish(PodName pod);

    /** The web process of a release. */
    default Workload web(int release, int replicas) {
        return web(release, replicas, SERVE);
    }

    /** The same with another script. */
    default Workload web(int release, int replicas, String script) {
        return new Workload(
                WEB,
                release,
                image(),
                List.of(),
                List.of("sh", "-c", script),
                Map.of("DRYCC_RELEASE", Integer.toString(release)),
                replicas,
                OptionalInt.of(5000),
                Probes.NONE,
                Lifecycle.NONE,
                Resources.DEFAULT,
                Duration.ofSeconds(5),
                Rollout.DEFAULT);
    }

    /** A process type that serves nothing. */
    default Workload worker(String script) {
        Workload web = web(2, 1, script);
        return new Workload(
                new WorkloadRef(APP, new ProcessType("worker")),
                web.release(),
                web.image(),
                web.entrypoint(),
                web.command(),
                web.env(),
                web.replicas(),
                OptionalInt.empty(),
                web.probes(),
                web.lifecycle(),
                web.resources(),
                web.terminationGrace(),
                web.rollout());
    }

    default void apply(Workload workload) throws Exception {
        engine().apply(workload, RolloutProgress.silent());
    }
}
