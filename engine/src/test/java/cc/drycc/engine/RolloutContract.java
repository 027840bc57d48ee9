package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deploying, scaling and replacing, and what happens when that does not work. */
interface RolloutContract extends UnderTest {

    private List<PodName> names() {
        return engine().pods(APP).stream().map(Pod::name).toList();
    }

    /** Waits until exactly so many pods are left and all are ready. */
    private void settled(int pods) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(engine().pods(APP)).hasSize(pods).allMatch(Pod::ready));
    }

    private RolloutFailed failure(Workload workload) {
        return catchThrowableOfType(RolloutFailed.class, () -> apply(workload));
    }

    @Test
    default void a_deployed_app_answers_and_shows_its_pods() throws Exception {
        List<String> steps = new ArrayList<>();

        engine().apply(web(2, 2), steps::add);

        assertThat(edge().get(WEB)).startsWith("v2 hello-web-");
        assertThat(engine().pods(APP)).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.state()).isEqualTo(Pod.State.UP);
            assertThat(pod.ready()).isTrue();
            assertThat(pod.release()).isEqualTo(2);
            assertThat(pod.restarts()).isZero();
            assertThat(pod.reason()).isEmpty();
            assertThat(pod.address()).isPresent();
            assertThat(pod.name().value()).matches("hello-web-[0-9a-f]{10}-[a-z0-9]{5}");
        });
        assertThat(steps).containsExactly("web: 1 of 2 pods ready", "web: 2 of 2 pods ready");
        assertThat(engine().workloads()).containsExactly(WEB);
    }

    @Test
    default void applying_the_same_again_touches_nothing() throws Exception {
        apply(web(2, 2));
        List<PodName> before = names();
        int told = edge().history().size();

        apply(web(2, 2));

        assertThat(names()).isEqualTo(before);
        assertThat(edge().history()).hasSize(told);
    }

    @Test
    default void a_replace_under_load_fails_no_request() throws Exception {
        Workload old = With.rollout(web(2, 3), new Rollout(2, Duration.ofSeconds(30)));
        apply(old);

        RequestLoop loop = RequestLoop.during(edge(), WEB, 4, () -> {
            apply(With.rollout(web(3, 3), new Rollout(2, Duration.ofSeconds(30))));
            settled(3);
        });

        assertThat(loop.failures()).isEmpty();
        assertThat(loop.answers()).isGreaterThan(20);
        assertThat(edge().get(WEB)).startsWith("v3 ");
    }

    @Test
    default void scaling_up_and_down_under_load_keeps_pods_and_fails_no_request() throws Exception {
        apply(web(2, 1));
        PodName first = names().getFirst();

        RequestLoop loop = RequestLoop.during(edge(), WEB, 4, () -> {
            apply(web(2, 3));
            assertThat(names()).hasSize(3).contains(first);
            apply(web(2, 1));
            settled(1);
        });

        assertThat(loop.failures()).isEmpty();
        assertThat(loop.bodies()).hasSizeGreaterThan(1);
    }

    @Test
    default void the_edge_knows_the_new_pod_before_it_forgets_the_old_and_the_old_is_drained() throws Exception {
        apply(web(2, 1));
        PodName old = names().getFirst();

        apply(web(3, 1));

        settled(1);
        PodName fresh = names().getFirst();
        assertThat(edge().history()).containsExactly(List.of(old), List.of(old, fresh), List.of(fresh));
        assertThat(edge().awaited()).containsExactly(old);
    }

    @Test
    default void scaling_to_zero_leaves_no_pod() throws Exception {
        apply(web(2, 2));

        apply(web(2, 0));

        settled(0);
        assertThat(edge().endpoints(WEB)).isEmpty();
        await().untilAsserted(() -> assertThat(containers()).isEmpty());
    }

    @Test
    default void an_app_that_crashes_is_told_why_and_the_old_release_serves_on() throws Exception {
        apply(web(2, 1));
        PodName old = names().getFirst();

        RequestLoop loop = RequestLoop.during(edge(), WEB, 2, () -> {
            RolloutFailed failed = failure(web(3, 1, "echo cannot find my database; exit 1"));
            assertThat(failed).hasMessage("web: pod exited with code 1 three times");
            assertThat(failed.lastLines()).contains("cannot find my database");
        });

        assertThat(loop.failures()).isEmpty();
        assertThat(names()).containsExactly(old);
        assertThat(containers()).containsExactly(old.value());
    }

    @Test
    default void an_app_that_never_listens_is_told_so_in_time() throws Exception {
        Workload deaf = With.rollout(web(2, 1, "echo hm; sleep 600"), new Rollout(1, Duration.ofSeconds(2)));

        RolloutFailed failed = failure(deaf);

        assertThat(failed).hasMessage("web: nothing listened on port 5000 within 2 s");
        assertThat(failed.lastLines()).containsExactly("hm");
        assertThat(containers()).isEmpty();
    }

    /** With its last container an engine takes a network down, and anybody may answer at the address. */
    @Test
    default void an_app_that_ends_before_it_listens_is_never_ready() {
        RolloutFailed failed = failure(web(2, 1, "sleep 0.7; exit 3"));

        assertThat(failed).hasMessage("web: pod exited with code 3 three times");
    }

    @Test
    default void an_image_without_the_program_is_told_at_once() throws Exception {
        Image bare = engine().images()
                .build(
                        TestImages.build(
                                TestImages.context(work().resolve("bare"), "FROM scratch\nCOPY busybox /only\n"),
                                new ImageRef("drycc-test/bare:1")),
                        line -> {});
        Workload noShell = With.image(web(2, 1), bare.id().asRef(), List.of("/bin/sh", "-c", "exec something"));

        assertThat(failure(noShell)).as("D04").hasMessage("web: image has no /bin/sh");
    }

    @Test
    default void an_image_that_is_gone_is_told() {
        ImageRef gone = new ImageRef("sha256:" + "0".repeat(64));

        assertThat(failure(With.image(web(2, 1), gone, List.of())))
                .hasMessageStartingWith("web: image sha256:0000")
                .hasMessageContaining("not on this machine");
    }

    @Test
    default void a_scale_up_that_fails_leaves_the_serving_pods_alone() throws Exception {
        // ready only while it is alone on its name: the second pod never gets there
        Workload alone = With.probes(
                web(2, 1),
                new Probes(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Probe.of(new Probe.Exec(
                                List.of("sh", "-c", "test $(nslookup hello.hello | grep -c ^Name) = 1"))))));
        Workload quick = With.rollout(alone, new Rollout(1, Duration.ofSeconds(4)));
        apply(quick);
        PodName first = names().getFirst();

        assertThat(failure(quick.withReplicas(2))).hasMessageStartingWith("web: pod was not ready within 4 s");

        assertThat(names()).containsExactly(first);
        assertThat(edge().get(WEB)).startsWith("v2");
    }

    @Test
    default void a_worker_is_up_when_it_has_run_for_a_while() throws Exception {
        apply(worker("echo working; sleep 600"));

        assertThat(engine().pods(APP)).singleElement().satisfies(pod -> {
            assertThat(pod.state()).isEqualTo(Pod.State.UP);
            assertThat(pod.address()).isEmpty();
        });
        assertThat(failure(With.rollout(worker("exit 7"), new Rollout(1, Duration.ofSeconds(30)))))
                .hasMessage("worker: pod exited with code 7 three times");
    }

    @Test
    default void replacing_pods_brings_fresh_ones_first() throws Exception {
        apply(web(2, 2));
        List<PodName> before = names();

        RequestLoop loop = RequestLoop.during(edge(), WEB, 2, () -> {
            List<Pod> fresh = engine().replace(WEB, Set.of(before.getFirst()), Duration.ofSeconds(30));
            assertThat(fresh).hasSize(1).allMatch(Pod::ready);
            settled(2);
        });

        assertThat(loop.failures()).isEmpty();
        assertThat(names()).hasSize(2).contains(before.getLast()).doesNotContain(before.getFirst());
    }

    @Test
    default void many_apps_deploy_at_once() throws Exception {
        List<AppName> apps =
                IntStream.range(0, 6).mapToObj(i -> new AppName("many-" + i)).toList();
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (AppName app : apps) {
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                apply(With.app(web(2, 1), app));
                return true;
            });
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        for (FutureTask<Boolean> task : tasks) {
            assertThat(task.get()).isTrue();
        }
        for (AppName app : apps) {
            assertThat(edge().get(new WorkloadRef(app, ProcessType.WEB))).startsWith("v2 " + app);
        }
    }

    @Test
    default void two_changes_of_one_workload_happen_one_after_the_other() throws Exception {
        FutureTask<Boolean> first = new FutureTask<>(() -> {
            apply(web(2, 2));
            return true;
        });
        Thread.ofVirtual().start(first);
        await().until(() -> !names().isEmpty());

        apply(web(3, 1));

        assertThat(first.get()).isTrue();
        settled(1);
        assertThat(edge().get(WEB)).startsWith("v3 ");
    }

    @Test
    default void removing_an_app_removes_its_pods_and_only_its_pods() throws Exception {
        AppName other = new AppName("other");
        apply(web(2, 2));
        apply(worker("sleep 600"));
        apply(With.app(web(2, 1), other));

        engine().removeApp(APP);

        assertThat(engine().pods(APP)).isEmpty();
        assertThat(edge().endpoints(WEB)).isEmpty();
        assertThat(containers()).singleElement().asString().startsWith("other-web-");
        engine().remove(WEB); // unknown ones are fine
    }

    @Test
    default void platforms_on_one_engine_do_not_see_each_other() throws Exception {
        apply(web(2, 1));
        try (Engine neighbour = connectAs("neighbour")) {
            neighbour.start(new EdgeInMiniature());

            assertThat(neighbour.workloads()).isEmpty();
            neighbour.wipe();
        }
        assertThat(edge().get(WEB)).startsWith("v2 ");
    }

    @Test
    default void apps_find_each_other_by_name() throws Exception {
        apply(web(2, 1));

        String address = engine().pods(APP)
                .getFirst()
                .address()
                .orElseThrow()
                .getAddress()
                .getHostAddress();

        for (String name : List.of("hello.hello", "hello.hello.svc")) {
            JobRun run = JobRun.of(this, "nslookup " + name);
            assertThat(run.output()).contains("Address: " + address);
        }
    }
}
