package cc.drycc.controller.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(15)
class DeployTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final String name = "deploy-" + NUMBER.incrementAndGet();
    private final App app = world.app(name);

    @AfterEach
    void stop() {
        world.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_first_release_runs_one_web_pod_with_its_config_and_what_the_platform_says() throws Exception {
        var outcome = world.deploy(app, Map.of("FOO", "bar", "DRYCC_APP", "mine", "DRYCC_RELEASE", "v99"));

        assertThat(outcome).isEqualTo(new DeployOutcome.Succeeded(2));
        var web = engine.running(name, "web").orElseThrow();
        assertThat(web.replicas()).isEqualTo(1);
        assertThat(web.env())
                .containsEntry("FOO", "bar")
                .containsEntry("DRYCC_APP", name)
                .containsEntry("DRYCC_RELEASE", "v2")
                .containsEntry("PORT", "8080");
        assertThat(web.port()).hasValue(8080);
        assertThat(web.entrypoint()).isEmpty();
        assertThat(world.now(app).current()).isEqualTo(2);
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1));
    }

    @Test
    void only_web_of_a_procfile_starts_by_itself() throws Exception {
        world.deploy(app, Map.of(), "web: bin/web -p ${PORT:-5000}", "worker: bin/work; sleep 1");

        assertThat(engine.running(name, "worker")).isEmpty();
        assertThat(engine.running(name, "web").orElseThrow().command())
                .containsExactly("exec bin/web -p ${PORT:-5000}");
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1, new ProcessType("worker"), 0));
    }

    @Test
    void a_process_type_that_vanished_is_removed_when_the_new_release_runs() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.apps.setStructure(app.uuid(), Map.of(ProcessType.WEB, 2, new ProcessType("worker"), 1));
        world.deploy(app, Map.of(), "web: a", "worker: b2");
        assertThat(engine.running(name, "worker")).isPresent();

        world.deploy(app, Map.of(), "web: a");

        await().untilAsserted(() -> assertThat(engine.running(name, "worker")).isEmpty());
        assertThat(engine.running(name, "web").orElseThrow().replicas()).isEqualTo(2);
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 2));
    }

    @Test
    void a_release_that_fails_is_marked_with_its_last_lines_and_the_one_before_is_put_back() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.apps.setStructure(app.uuid(), Map.of(ProcessType.WEB, 1, new ProcessType("worker"), 1));
        engine.onApply(workload -> {
            if (workload.release() == 3 && workload.ref().processType().value().equals("worker")) {
                throw new RolloutFailed("worker: crashed with exit code 1", List.of("cannot open", "the database"));
            }
        });

        var outcome = world.deploy(app, Map.of(), "web: a", "worker: broken");

        assertThat(outcome)
                .isEqualTo(new DeployOutcome.Failed(
                        3, "worker: crashed with exit code 1", List.of("cannot open", "the database")));
        await().untilAsserted(() ->
                assertThat(engine.running(name, "web").orElseThrow().release()).isEqualTo(2));
        var failed = world.ledger.find(app.uuid(), 3).orElseThrow();
        assertThat(failed.state()).isEqualTo(ReleaseState.FAILED);
        assertThat(world.now(app).current()).isEqualTo(2);

        engine.heal();
        assertThat(world.deploy(app, Map.of())).isEqualTo(new DeployOutcome.Succeeded(4));
    }

    @Test
    void a_first_release_that_fails_leaves_nothing_running() throws Exception {
        engine.onApply(workload -> {
            throw new RolloutFailed("web: never listened on port 8080", List.of());
        });

        assertThat(world.deploy(app, Map.of())).isInstanceOf(DeployOutcome.Failed.class);
        assertThat(engine.workloads()).isEmpty();
        assertThat(world.now(app).current()).isEqualTo(1);
        assertThat(world.now(app).structure()).isEmpty();
    }

    @Test
    void releases_of_one_app_are_deployed_in_order_and_never_at_once() throws Exception {
        var first = world.build(app);
        var gate = new CountDownLatch(1);
        engine.onApply(workload -> gate.await());
        var releases = new ArrayList<Release>();
        for (int i = 0; i < 5; i++) {
            releases.add(world.release(app, Optional.of(first.uuid()), Map.of("N", "" + i), "dev changed N"));
        }
        gate.countDown();

        for (var release : releases) {
            assertThat(world.await(app, release)).isEqualTo(new DeployOutcome.Succeeded(release.version()));
        }
        assertThat(engine.applied()).extracting(w -> w.env().get("N")).containsExactly("0", "1", "2", "3", "4");
        assertThat(engine.overlaps()).isZero();
        assertThat(world.now(app).current()).isEqualTo(6);
    }

    @Test
    void apps_are_deployed_in_parallel() throws Exception {
        var other = world.app(name + "-other");
        var both = new CountDownLatch(2);
        engine.onApply(workload -> {
            both.countDown();
            both.await();
        });

        var one = world.release(app, Optional.of(world.build(app).uuid()), Map.of(), "dev deployed 060da68");
        var two = world.release(other, Optional.of(world.build(other).uuid()), Map.of(), "dev deployed 060da68");

        assertThat(world.await(app, one)).isInstanceOf(DeployOutcome.Succeeded.class);
        assertThat(world.await(other, two)).isInstanceOf(DeployOutcome.Succeeded.class);
    }

    @Test
    void a_deploy_starts_right_after_the_commit() throws Exception {
        world.deploy(app, Map.of());
        var build = world.build(app);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            world.await(app, world.release(app, Optional.of(build.uuid()), Map.of("I", "" + i), "dev changed I"));
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf(
                "release to deployed, best of 5: %d ms%n",
                Duration.ofNanos(best).toMillis());
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void the_watcher_is_told_every_step() throws Exception {
        var release = world.release(app, Optional.of(world.build(app).uuid()), Map.of(), "dev deployed 060da68");
        var steps = new ArrayList<String>();

        world.deployer.deploys().await(app.uuid(), release.version(), Optional.of(steps::add));

        assertThat(steps).containsExactly("web: 1 of 1 pods ready");
    }

    @Test
    void an_engine_that_hiccups_is_tried_again() throws Exception {
        var tries = new AtomicInteger();
        engine.onApply(workload -> {
            if (tries.incrementAndGet() == 1) {
                throw new EngineProblem("connection refused");
            }
        });

        assertThat(world.deploy(app, Map.of())).isEqualTo(new DeployOutcome.Succeeded(2));
        assertThat(tries).hasValue(2);
    }

    @Test
    void an_image_that_is_gone_fails_the_release_and_says_so() throws Exception {
        var build = world.build(app);
        engine.images().remove(build.imageId().orElseThrow());

        var outcome = world.await(app, world.release(app, Optional.of(build.uuid()), Map.of(), "dev deployed 060da68"));

        assertThat(outcome)
                .isEqualTo(new DeployOutcome.Failed(
                        2, "the image of v2 is no longer in the engine's store; push again", List.of()));
    }

    @Test
    void a_release_that_was_being_deployed_when_the_platform_died_is_deployed_by_the_next_one_at_once()
            throws Exception {
        var reached = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        engine.onApply(workload -> {
            reached.countDown();
            never.await();
        });
        var release = world.release(app, Optional.of(world.build(app).uuid()), Map.of(), "dev deployed 060da68");
        reached.await();
        // A process that is killed leaves its task picked; this is that row, and the process that does nothing any
        // more.
        world.tasks.close();
        DATABASE.sql()
                .sql(
                        "update scheduled_tasks set picked = true, picked_by = 'test', last_heartbeat = now() where task_instance = :app")
                .param("app", app.uuid().toString())
                .update();
        engine.heal();

        long start = System.nanoTime();
        try (var next = new World(DATABASE, engine).started()) {
            assertThat(next.await(app, release)).isEqualTo(new DeployOutcome.Succeeded(2));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_release_whose_transaction_rolls_back_is_never_deployed() {
        var build = world.build(app);
        world.transaction.executeWithoutResult(status -> {
            var locked = world.apps.lock(app.uuid()).orElseThrow();
            var config = world.configs.create(app.uuid(), world.user("dev"), ConfigState.EMPTY);
            var release = world.ledger.append(locked, world.user("dev"), Optional.of(build.uuid()), config, "no");
            world.queue.enqueue(locked, release.version());
            status.setRollbackOnly();
        });

        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(engine.applied()).isEmpty());
        assertThat(world.ledger.find(app.uuid(), 2)).isEmpty();
    }

    @Test
    void who_waits_for_an_app_that_is_destroyed_is_told() throws Exception {
        var gone = world.app(name + "-gone");
        assertThat(world.deployer.deploys().await(gone.uuid(), 7, Optional.empty()))
                .isEqualTo(new DeployOutcome.Gone(7));
    }
}
