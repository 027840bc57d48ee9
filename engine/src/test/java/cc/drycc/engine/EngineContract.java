package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does, shown on a real one. An engine's own test extends this and says how to connect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {

    protected static final AppName APP = new AppName("hello");
    protected static final WorkloadRef WEB = new WorkloadRef(APP, ProcessType.WEB);
    protected static final String SERVE =
            "trap 'exit 0' TERM; mkdir -p /www; echo v$DRYCC_RELEASE $(hostname) > /www/index.html; echo started;"
                    + " httpd -f -p 5000 -h /www & wait";

    @TempDir
    protected Path work;

    protected Engine engine;
    protected EdgeInMiniature edge;
    protected ImageRef image;

    /** A new instance for the same platform on the same engine. */
    protected abstract Engine connect();

    @BeforeEach
    void connectAndStart() throws Exception {
        engine = connect();
        edge = new EdgeInMiniature();
        engine.start(edge);
        image = TestImages.base(engine, work).id().asRef();
    }

    @AfterEach
    void wipe() throws Exception {
        engine.wipe();
        engine.close();
    }

    protected Workload web(int release, int replicas) {
        return workload(release, replicas, List.of("sh", "-c", SERVE));
    }

    protected Workload workload(int release, int replicas, List<String> command) {
        return new Workload(
                WEB,
                release,
                image,
                List.of(),
                command,
                Map.of("DRYCC_RELEASE", Integer.toString(release)),
                replicas,
                OptionalInt.of(5000),
                Probes.NONE,
                Resources.DEFAULT,
                Duration.ofSeconds(5),
                Rollout.DEFAULT);
    }

    @Test
    void a_deployed_app_answers_and_shows_its_pods_and_their_lines() throws Exception {
        engine.apply(web(2, 1), RolloutProgress.silent());

        assertThat(edge.get(WEB)).startsWith("v2 hello-web-");
        List<Pod> pods = engine.pods(APP);
        assertThat(pods).singleElement().satisfies(pod -> {
            assertThat(pod.state()).isEqualTo(Pod.State.UP);
            assertThat(pod.ready()).isTrue();
            assertThat(pod.release()).isEqualTo(2);
            assertThat(pod.name().value()).matches("hello-web-[0-9a-f]{10}-[a-z0-9]{5}");
        });
        List<String> lines = new ArrayList<>();
        engine.logs(pods.getFirst().name(), new LogQuery(-1, false), line -> lines.add(line.text()));
        assertThat(lines).containsExactly("started");
    }

    @Test
    void a_replace_under_load_fails_no_request() throws Exception {
        engine.apply(web(2, 2), RolloutProgress.silent());

        RequestLoop loop = RequestLoop.during(edge, WEB, 4, () -> {
            engine.apply(web(3, 2), RolloutProgress.silent());
            await().untilAsserted(() -> assertThat(engine.pods(APP)).hasSize(2));
        });

        assertThat(loop.failures()).isEmpty();
        assertThat(loop.answers()).isGreaterThan(20);
        assertThat(edge.get(WEB)).startsWith("v3 ");
    }

    @Test
    void a_job_streams_its_output_and_passes_its_exit_code_on() throws Exception {
        Map<OutputSink.Stream, StringBuilder> output = Collections.synchronizedMap(new HashMap<>());
        Job job = new Job(
                APP,
                new PodName("hello-run-abcde"),
                image,
                List.of(),
                List.of("sh", "-c", "echo hi; echo oops >&2; exit 3"),
                Map.of(),
                Resources.DEFAULT,
                Duration.ofSeconds(30),
                1 << 20);

        JobEnd end = engine.run(
                job,
                (stream, bytes) -> output.computeIfAbsent(stream, s -> new StringBuilder())
                        .append(new String(bytes, StandardCharsets.UTF_8)));

        assertThat(end).isEqualTo(new JobEnd.Exited(3));
        assertThat(output.get(OutputSink.Stream.STDOUT)).hasToString("hi\n");
        assertThat(output.get(OutputSink.Stream.STDERR)).hasToString("oops\n");
    }
}
