package cc.drycc.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.AppName;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReconcileTest {

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(database, engine).started();
    private final App app = world.app("hello");

    @AfterEach
    void stop() {
        world.close();
        database.close();
    }

    @Test
    void pods_that_were_lost_come_back_with_their_release_and_number() throws Exception {
        world.deploy(app, Map.of("FOO", "bar"));
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 3));
        engine.loseAllPods();

        world.reconciler.run();

        var web = engine.running("hello", "web").orElseThrow();
        assertThat(web.replicas()).isEqualTo(3);
        assertThat(web.release()).isEqualTo(2);
        assertThat(web.env()).containsEntry("FOO", "bar");
    }

    @Test
    void what_runs_already_is_left_alone() throws Exception {
        world.deploy(app, Map.of());
        var before = engine.pods(app.name());

        world.reconciler.run();

        assertThat(engine.pods(app.name())).isEqualTo(before);
    }

    @Test
    void apps_nobody_knows_are_removed_from_the_engine() throws Exception {
        world.deploy(app, Map.of());
        var known = engine.running("hello", "web").orElseThrow();
        engine.stray(new cc.drycc.engine.Workload(
                new WorkloadRef(new AppName("stray"), ProcessType.WEB),
                1,
                known.image(),
                List.of(),
                List.of(),
                Map.of(),
                1,
                known.port(),
                known.probes(),
                known.lifecycle(),
                known.resources(),
                known.terminationGrace(),
                known.rollout()));

        world.reconciler.run();

        assertThat(engine.workloads()).containsExactly(known.ref());
    }

    @Test
    void a_release_without_an_end_and_without_a_task_is_deployed() throws Exception {
        var build = world.build(app);
        var release = world.transaction.execute(status -> world.ledger.append(
                world.apps.lock(app.uuid()).orElseThrow(),
                world.user("dev"),
                Optional.of(build.uuid()),
                world.configs.create(app.uuid(), world.user("dev"), ConfigState.EMPTY),
                "dev deployed 060da68"));

        world.reconciler.atStart(world.instance);

        assertThat(world.await(app, Optional.ofNullable(release).orElseThrow()))
                .isEqualTo(new DeployOutcome.Succeeded(2));
        assertThat(world.routed).containsExactly(app.name());
    }

    @Test
    void an_app_that_does_not_come_up_is_tried_less_and_less_often() throws Exception {
        world.deploy(app, Map.of());
        engine.loseAllPods();
        var tries = new AtomicInteger();
        engine.onApply(workload -> {
            tries.incrementAndGet();
            throw new RolloutFailed("web: crashed", List.of());
        });

        for (int minute = 0; minute < 64; minute++) {
            world.reconciler.run();
            world.now = world.now.plus(Duration.ofMinutes(1));
        }

        assertThat(tries.get()).isBetween(5, 8);
    }

    @Test
    void an_app_somebody_is_at_work_on_is_left_to_them() throws Exception {
        world.deploy(app, Map.of());
        var began = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        engine.onApply(workload -> {
            began.countDown();
            end.await();
        });
        var scaling = Thread.ofVirtual().start(() -> {
            try {
                world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        began.await();

        world.reconciler.run(); // returns although the app's turn is taken

        end.countDown();
        scaling.join();
        assertThat(engine.overlaps()).isZero();
        assertThat(engine.running("hello", "web").orElseThrow().replicas()).isEqualTo(2);
    }

    @Test
    void a_destroyed_app_leaves_nothing() throws Exception {
        world.reconciler.atStart(world.instance);
        world.push("dev", "hello", "a".repeat(40), Map.of("Dockerfile", "FROM scratch"), line -> {});
        var other = world.app("hello-two");
        world.push("dev", "hello-two", "b".repeat(40), Map.of("Dockerfile", "FROM scratch"), line -> {});

        world.teardown.destroy(app);

        assertThat(world.routed).doesNotContain(app.name());
        assertThat(engine.pods(app.name())).isEmpty();
        assertThat(engine.imagesByName()).containsOnlyKeys("drycc-test/hello-two:git-bbbbbbbb");
        assertThat(world.objects.keys())
                .hasSize(3)
                .contains("home/hello-two:git-bbbbbbbb/tar")
                .allMatch(key -> key.startsWith("home/hello-two:") || key.startsWith("evidence/hello-two/"));
        assertThat(world.repositoriesRemoved).containsExactly(app.name());
        assertThat(world.builder.forgotten()).containsExactly(app.name());
        assertThat(rows("apps")).isEqualTo(1);
        assertThat(rows("releases")).isEqualTo(2);
        assertThat(engine.pods(other.name())).hasSize(1);
    }

    @Test
    void destroying_breaks_a_deploy_off_instead_of_waiting_for_it() throws Exception {
        var began = new CountDownLatch(1);
        engine.onApply(workload -> {
            began.countDown();
            new CountDownLatch(1).await();
        });
        var release = world.release(app, Optional.of(world.build(app).uuid()), Map.of(), "dev deployed 060da68");
        began.await();

        world.teardown.destroy(app);

        assertThat(world.await(app, release)).isEqualTo(new DeployOutcome.Gone(2));
        assertThat(engine.workloads()).isEmpty();
    }

    @Test
    void the_reconciler_does_not_disturb_who_is_destroying() throws Exception {
        world.deploy(app, Map.of());
        var inRepositories = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        world.onRepositoryRemoved = () -> {
            inRepositories.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("disturbed", e);
            }
        };
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var destroyer = Thread.ofVirtual().start(() -> catching(failures, () -> world.teardown.destroy(app)));
        inRepositories.await();

        var reconciler = Thread.ofVirtual().start(() -> catching(failures, world.reconciler::run));
        await().until(() -> reconciler.getState() == Thread.State.WAITING);
        goOn.countDown();
        destroyer.join();
        reconciler.join();

        assertThat(failures).isEmpty();
        assertThat(rows("apps")).isZero();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void catching(Collection<Throwable> failures, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            failures.add(e);
        }
    }

    @Test
    void a_destruction_that_stopped_half_way_is_finished_later() throws Exception {
        world.push("dev", "hello", "a".repeat(40), Map.of("Dockerfile", "FROM scratch"), line -> {});
        world.objects.away(true);
        assertThatThrownBy(() -> world.teardown.destroy(app)).isInstanceOf(Problem.Unavailable.class);
        assertThat(world.apps.find(app.uuid())).isEmpty();

        world.objects.away(false);
        world.reconciler.run();

        assertThat(rows("apps")).isZero();
        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void an_engine_that_is_away_spoils_no_round() throws Exception {
        world.deploy(app, Map.of());
        engine.onApply(workload -> {
            throw new EngineProblem("connection refused");
        });
        world.reconciler.run();
        engine.heal();
        assertThat(world.now(app).current()).isEqualTo(2);
    }

    private int rows(String table) {
        return database.sql()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }
}
