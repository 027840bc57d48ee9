package cc.drycc.controller.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.Pod;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RestartTest {

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
    void all_pods_a_type_or_one_pod() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2, new ProcessType("worker"), 1));
        var before = names();

        assertThat(world.restart.all(world.now(app), "dev")).hasSize(3);
        assertThat(names()).hasSize(3).doesNotContainAnyElementsOf(before);

        assertThat(world.restart.typeOrName(world.now(app), "dev", "worker")).hasSize(1);

        var one = engine.pods(app.name()).getFirst().name();
        assertThat(world.restart.typeOrName(world.now(app), "dev", one.value())).hasSize(1);
        assertThat(names()).hasSize(3).doesNotContain(one.value());
    }

    @Test
    void deleted_pods_are_replaced() throws Exception {
        world.deploy(app, Map.of());
        var old = names();

        world.restart.named(world.now(app), "dev", old);

        assertThat(names()).hasSize(1).doesNotContainAnyElementsOf(old);
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        world.deploy(app, Map.of());
        assertThatThrownBy(() -> world.restart.typeOrName(world.now(app), "dev", "nope\n"))
                .isInstanceOf(Problem.NotFound.class)
                .hasMessageContaining("nope?");
        assertThatThrownBy(() -> world.restart.named(world.now(app), "dev", List.of("other-web-1")))
                .isInstanceOf(Problem.NotFound.class);
    }

    @Test
    void pods_that_do_not_come_up_again_are_said() throws Exception {
        world.deploy(app, Map.of());
        var before = names();
        engine.onApply(workload -> {
            throw new RolloutFailed("web: crashed", List.of());
        });

        assertThatThrownBy(() -> world.restart.all(world.now(app), "dev")).isInstanceOf(Problem.Refused.class);
        assertThat(names()).isEqualTo(before);
    }

    private List<String> names() {
        return engine.pods(app.name()).stream()
                .map(Pod::name)
                .map(Object::toString)
                .toList();
    }
}
