package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to pods nobody deploys just now. */
interface SupervisionContract extends UnderTest {

    Duration SOON = Duration.ofSeconds(15);

    private Pod pod() {
        return engine().pods(APP).getFirst();
    }

    private static Probe every(Duration period, int failures, Probe.Check check) {
        return new Probe(check, Duration.ZERO, Duration.ofSeconds(1), period, 1, failures);
    }

    @Test
    default void a_crashed_pod_leaves_traffic_is_restarted_and_comes_back() throws Exception {
        apply(web(
                2,
                1,
                "if [ ! -f /again ]; then touch /again; (sleep 2; kill -9 1; kill 1) & fi; "
                        + SERVE.replace("exit 0", "exit 9")));
        PodName name = pod().name();

        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            assertThat(pod().state()).isEqualTo(Pod.State.CRASHED);
            assertThat(pod().reason()).contains("exit code 9");
            assertThat(edge().endpoints(WEB)).isEmpty();
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edge().endpoints(WEB)).hasSize(1));
        assertThat(edge().get(WEB)).startsWith("v2 ");
        assertThat(pod().name()).isEqualTo(name);
        assertThat(pod().restarts()).isEqualTo(1);
        assertThat(pod().reason()).isEmpty();
    }

    @Test
    default void a_pod_killed_for_its_memory_says_so() throws Exception {
        Workload eater = With.resources(worker("sleep 2; tail /dev/zero"), new Resources(32L << 20, 0, 64));
        apply(eater);

        await().atMost(SOON).untilAsserted(() -> assertThat(pod().reason()).contains("out of memory"));
    }

    @Test
    default void a_pod_that_is_not_ready_gets_no_traffic_until_it_is_again() throws Exception {
        Probe ready = every(Duration.ofMillis(200), 1, new Probe.HttpGet(5000, "/ready", Map.of("Host", "probe")));
        apply(With.probes(
                web(
                        2,
                        1,
                        "mkdir -p /www; touch /www/ready; (sleep 2; rm /www/ready; sleep 2; touch /www/ready) & "
                                + SERVE),
                new Probes(Optional.empty(), Optional.empty(), Optional.of(ready))));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edge().endpoints(WEB)).isEmpty());
        assertThat(pod().state()).isEqualTo(Pod.State.UP);
        assertThat(pod().ready()).isFalse();
        assertThat(pod().reason()).contains("GET /ready answered 404");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edge().endpoints(WEB)).hasSize(1));
        assertThat(pod().restarts()).isZero();
    }

    @Test
    default void a_pod_that_is_not_alive_is_restarted() throws Exception {
        Probe alive = every(Duration.ofMillis(300), 2, new Probe.Exec(List.of("test", "!", "-f", "/dead")));
        apply(With.probes(
                web(
                        2,
                        1,
                        "if [ ! -f /again ]; then touch /again; (sleep 2; touch /dead) & else rm -f /dead; fi; "
                                + SERVE),
                new Probes(Optional.empty(), Optional.of(alive), Optional.empty())));

        await().atMost(SOON).untilAsserted(() -> assertThat(pod().restarts()).isEqualTo(1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edge().endpoints(WEB)).hasSize(1));
    }

    @Test
    default void a_slow_start_is_waited_for_before_liveness_counts() throws Exception {
        Probe alive = every(Duration.ofMillis(200), 1, new Probe.TcpSocket(5000));
        Probe startup = every(Duration.ofSeconds(1), 10, new Probe.TcpSocket(5000));
        apply(With.probes(
                web(2, 1, "sleep 2; " + SERVE),
                new Probes(Optional.of(startup), Optional.of(alive), Optional.empty())));

        assertThat(pod().ready()).isTrue();
        assertThat(pod().restarts()).isZero();
    }

    @Test
    default void a_pod_that_vanishes_is_made_anew() throws Exception {
        apply(web(2, 2));
        PodName lost = pod().name();

        vanish(lost);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(engine().pods(APP))
                    .hasSize(2)
                    .allMatch(Pod::ready)
                    .noneMatch(pod -> pod.name().equals(lost));
            assertThat(edge().endpoints(WEB)).hasSize(2);
        });
    }

    @Test
    default void a_restarted_platform_routes_at_once_to_what_runs() throws Exception {
        apply(web(2, 3));
        List<Endpoint> before = edge().endpoints(WEB);
        engine().close();

        EdgeInMiniature second = new EdgeInMiniature();
        try (Engine again = connectAgain()) {
            again.start(second);

            assertThat(second.endpoints(WEB)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(again.pods(APP)).hasSize(3).allMatch(Pod::ready);
            again.apply(web(2, 3), RolloutProgress.silent());
            assertThat(second.endpoints(WEB)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    default void a_pod_that_crashed_while_the_platform_was_down_comes_back() throws Exception {
        apply(web(2, 1, "if [ ! -f /again ]; then touch /again; (sleep 3; kill 1) & fi; " + SERVE));
        List<String> before = containers();
        engine().close();

        EdgeInMiniature second = new EdgeInMiniature();
        try (Engine again = connectAgain()) {
            Thread.sleep(3_000); // the crash is what is waited for, and nobody is there to see it
            again.start(second);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(second.endpoints(WEB)).hasSize(1));
            assertThat(containers()).isEqualTo(before);
        }
    }
}
