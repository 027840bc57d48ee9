package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is told about pods, and measured of them. */
interface EventContract extends UnderTest {

    private List<PodEvent> told() {
        var told = new CopyOnWriteArrayList<PodEvent>();
        engine().tellEvents(told::add);
        return told;
    }

    private static List<String> reasons(List<PodEvent> told, Optional<PodName> pod) {
        return told.stream()
                .filter(event -> event.pod().equals(pod))
                .map(PodEvent::reason)
                .toList();
    }

    @Test
    default void the_life_of_a_pod_is_told_in_order() throws Exception {
        var told = told();
        apply(web(2, 1));
        var first = engine().pods(APP).getFirst().name();
        apply(web(3, 1));

        assertThat(reasons(told, Optional.of(first)))
                .containsExactly("Scheduled", "Pulled", "Created", "Started", "Killing");
        assertThat(reasons(told, Optional.empty()))
                .containsExactly("ScalingReplicaSet", "ScalingReplicaSet", "ScalingReplicaSet");
        assertThat(told).allSatisfy(event -> assertThat(event.workload()).isEqualTo(WEB));
        assertThat(told.stream().map(PodEvent::message))
                .contains("Started container hello-web", "Stopping container hello-web");
    }

    @Test
    default void crashes_and_failed_probes_are_told() throws Exception {
        var told = told();
        var ready = new Probe(
                new Probe.HttpGet(5000, "/never", java.util.Map.of()),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                1);
        var probed = With.probes(
                web(2, 1, "(sleep 4; kill -9 1; kill 1) & " + SERVE.replace("exit 0", "exit 9")),
                new Probes(Optional.empty(), Optional.empty(), Optional.of(ready)));
        var failing = With.rollout(probed, new Rollout(1, Duration.ofSeconds(8)));

        try {
            apply(failing);
        } catch (RolloutFailed expected) {
            // it never becomes ready
        }

        assertThat(told.stream().map(PodEvent::reason)).contains("Unhealthy", "BackOff", "Killing");
        assertThat(told.stream().map(PodEvent::message))
                .contains("Readiness probe failed: GET /never answered 404")
                .anyMatch(message -> message.endsWith("exit code 9"));
    }

    @Test
    default void cpu_time_grows_with_work() throws Exception {
        apply(web(2, 1, "(while :; do :; done) & " + SERVE));
        var pod = engine().pods(APP).getFirst().name();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine().cpuTime(APP))
                        .hasEntrySatisfying(pod, time -> assertThat(time).isGreaterThan(Duration.ofMillis(300))));
        assertThat(engine().cpuTime(APP)).hasSize(1);
    }
}
