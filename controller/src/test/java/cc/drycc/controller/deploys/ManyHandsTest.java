package cc.drycc.controller.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.LedgerCheck;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everybody changes one app at once; what comes out is one history and one state that fit together. */
@Timeout(60)
class ManyHandsTest {

    private static final int ROUNDS = 15;

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(database, engine).started();
    private final App app = world.app("hello");
    private final AtomicInteger lastScale = new AtomicInteger(1);

    @AfterEach
    void stop() {
        world.close();
        database.close();
    }

    @Test
    void config_scale_rollback_push_and_restart_at_once_give_a_serial_history() throws Exception {
        world.deploy(app, Map.of());
        var luck = new Random(7);
        engine.onApply(workload -> {
            boolean fails;
            synchronized (luck) {
                fails = luck.nextInt(10) == 0;
            }
            if (fails) {
                throw new RolloutFailed("web: bad luck", List.of());
            }
        });

        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Integer>>();
            work.add(() -> rounds(this::configure));
            work.add(() -> rounds(this::configure));
            work.add(() -> rounds(this::scale));
            work.add(() -> rounds(this::rollBack));
            work.add(() -> rounds(this::push));
            work.add(() -> rounds(i -> world.restart.all(world.now(app), "dev")));
            work.add(() -> rounds(i -> world.reconciler.run()));
            for (var done : hands.invokeAll(work)) {
                done.get();
            }
        }
        engine.heal();
        var check = new LedgerCheck(database.dataSource());
        await().atMost(Duration.ofSeconds(10)).untilAsserted(check::holds);
        world.now = world.now.plus(Duration.ofHours(1));
        world.reconciler.run();

        assertThat(engine.overlaps()).isZero();
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(2 + 4 * ROUNDS);
        assertThat(world.ledger.page(app.uuid(), Set.of(), 1_000, 0)).noneMatch(r -> r.state() == ReleaseState.CREATED);
        var now = world.now(app);
        assertThat(now.structure()).isEqualTo(Map.of(ProcessType.WEB, lastScale.get()));
        var web = engine.running("hello", "web").orElseThrow();
        assertThat(web.release()).isEqualTo(now.current());
        assertThat(web.replicas()).isEqualTo(lastScale.get());
    }

    private interface Step {
        void take(int round) throws Exception;
    }

    private static int rounds(Step step) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                step.take(i);
            } catch (Problem.Refused | PushFailed e) {
                assertThat(e).hasMessageContaining("bad luck");
            }
        }
        return ROUNDS;
    }

    private void configure(int round) throws InterruptedException {
        var build = world.ledger.latestUnfailed(app.uuid()).orElseThrow().build();
        world.await(app, world.release(app, build, Map.of("ROUND", "" + round), "dev changed ROUND"));
    }

    private void scale(int round) throws InterruptedException {
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 1 + round % 4));
        lastScale.set(1 + round % 4);
    }

    private void rollBack(int round) throws InterruptedException {
        var old = world.ledger.find(app.uuid(), 2).orElseThrow();
        world.await(app, world.release(app, old.build(), Map.of(), "dev rolled back to v2"));
    }

    private void push(int round) throws Exception {
        world.push("dev", "hello", "%040x".formatted(round + 1), Map.of("Dockerfile", "FROM scratch"), line -> {});
    }
}
