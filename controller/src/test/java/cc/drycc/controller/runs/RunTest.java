package cc.drycc.controller.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunTest {

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
    void a_command_runs_in_the_current_release_with_its_environment() throws Exception {
        world.deploy(app, Map.of("FOO", "bar"));

        var ended = run("echo hi");

        assertThat(ended).isEqualTo(new RunCommand.Ended(0, "ran echo hi\n"));
        var job = engine.jobs().getFirst();
        assertThat(job.name().value()).matches("hello-run-[a-z0-9]{5}");
        assertThat(job.env()).containsEntry("FOO", "bar").containsEntry("DRYCC_RELEASE", "v2");
        assertThat(job.image())
                .isEqualTo(engine.running("hello", "web").orElseThrow().image());
    }

    @Test
    void every_end_has_an_exit_code() throws Exception {
        world.deploy(app, Map.of());

        assertThat(run("exit 3").exitCode()).isEqualTo(3);
        assertThat(run("sleep")).extracting(RunCommand.Ended::exitCode).isEqualTo(124);
        assertThat(run("sleep").output()).contains("stopped after 60 s");
        assertThat(run("hog")).extracting(RunCommand.Ended::exitCode).isEqualTo(137);
        assertThat(run("missing")).extracting(RunCommand.Ended::exitCode).isEqualTo(126);
    }

    @Test
    void without_a_build_there_is_nothing_to_run_in() {
        assertThatThrownBy(() -> run("ls")).hasMessage("no build available, please deploy a release");
    }

    @Test
    void commands_that_cannot_be_are_refused() throws Exception {
        world.deploy(app, Map.of());
        for (var command : List.of("", "  ", "x".repeat(1 << 20), "a\0b")) {
            assertThatThrownBy(() -> run(command)).isInstanceOf(Problem.InvalidField.class);
        }
        assertThat(engine.jobs()).isEmpty();
    }

    private RunCommand.Ended run(String command) throws InterruptedException {
        return world.run.run(world.now(app), new Wanted(command, Duration.ofSeconds(60)));
    }
}
