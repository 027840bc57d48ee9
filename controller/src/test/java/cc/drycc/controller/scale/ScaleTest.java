package cc.drycc.controller.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScaleTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ProcessType WORKER = new ProcessType("worker");

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final String name = "scale-" + NUMBER.incrementAndGet();
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
    void the_pods_are_up_when_it_returns_and_other_types_keep_theirs() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");

        world.scale.scale(app, world.user("dev"), Map.of(WORKER, 2));

        assertThat(engine.pods(app.name())).hasSize(3);
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1, WORKER, 2));
        assertThat(world.logReader.last(app, 10))
                .anyMatch(line -> line.endsWith("drycc[api]: dev scaled pods worker=2"));
    }

    @Test
    void to_zero_and_back() throws Exception {
        world.deploy(app, Map.of());
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 0));
        assertThat(engine.pods(app.name())).isEmpty();

        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 1));
        assertThat(engine.pods(app.name())).hasSize(1);
    }

    @Test
    void all_or_nothing() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        engine.onApply(workload -> {
            if (workload.ref().processType().equals(WORKER) && workload.replicas() > 0) {
                throw new RolloutFailed("worker: not ready after 120 s", List.of());
            }
        });

        assertThatThrownBy(() -> world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 3, WORKER, 2)))
                .isInstanceOf(Problem.Refused.class)
                .hasMessageContaining("worker: not ready after 120 s");
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1, WORKER, 0));
        assertThat(engine.pods(app.name())).hasSize(1);
    }

    @Test
    void an_engine_that_is_away_changes_nothing() throws Exception {
        world.deploy(app, Map.of());
        engine.onApply(workload -> {
            throw new EngineProblem("connection refused");
        });

        assertThatThrownBy(() -> world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 3)))
                .isInstanceOf(Problem.Unavailable.class);
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1));
    }

    @Test
    void unknown_types_and_apps_without_a_build_are_refused() throws Exception {
        assertThatThrownBy(() -> world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 3)))
                .hasMessageContaining("No build associated with this release");
        world.deploy(app, Map.of());
        assertThatThrownBy(() -> world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2, WORKER, 3)))
                .hasMessage("Container type worker does not exist in application");
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1));
    }
}
