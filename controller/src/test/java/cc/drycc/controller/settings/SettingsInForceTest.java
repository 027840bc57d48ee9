package cc.drycc.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.api.SettingsChange;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.releases.RollBack;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.Pod;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SettingsInForceTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ProcessType WORKER = new ProcessType("worker");
    private static final String SHA = "060da68f654e75fac06dbedd1995d5f8ad9084db";

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final String name = "force-" + NUMBER.incrementAndGet();
    private final App app = world.app(name);

    @AfterEach
    void stop() {
        world.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private void set(@Nullable Boolean routable, @Nullable Boolean autodeploy, @Nullable Boolean autorollback) {
        var change = new ChangeSettings(world.transaction, world.apps, world.settings, world.publishing, world.log);
        var edit = SettingsEdit.parse(new SettingsChange(routable, autodeploy, autorollback, null, null, null));
        change.apply(app, world.user("dev"), edit::on);
    }

    private Map<ProcessType, Integer> releases() {
        var releases = new java.util.TreeMap<ProcessType, Integer>();
        for (Pod pod : engine.pods(app.name())) {
            releases.put(pod.workload().processType(), pod.release());
        }
        return releases;
    }

    @Test
    void an_app_that_is_not_routable_has_no_hosts_not_even_after_a_restart() {
        world.publishing.refresh(app);
        assertThat(world.routed).contains(app.name());

        set(false, null, null);
        assertThat(world.routed).doesNotContain(app.name());
        world.reconciler.atStart(world.instance);
        assertThat(world.routed).doesNotContain(app.name());

        set(true, null, null);
        assertThat(world.routed).contains(app.name());
    }

    @Test
    void without_autodeploy_a_push_makes_a_release_that_waits() throws Exception {
        set(null, false, null);
        var terminal = new ArrayList<String>();

        int version = world.push("dev", name, SHA, Map.of("Dockerfile", "FROM scratch\n"), terminal::add);

        assertThat(version).isEqualTo(2);
        assertThat(terminal).anyMatch(line -> line.contains("drycc releases deploy"));
        assertThat(engine.pods(app.name())).isEmpty();
        world.reconciler.run();
        assertThat(engine.pods(app.name())).isEmpty();
        var held = world.ledger.find(app.uuid(), 2).orElseThrow();
        assertThat(held.state()).isEqualTo(ReleaseState.HELD);
        assertThat(held.state().wire()).isEqualTo("created");

        world.transaction.executeWithoutResult(
                status -> world.launch.deployAgain(world.apps.lock(app.uuid()).orElseThrow(), held, Set.of()));
        assertThat(world.await(app, held)).isEqualTo(new DeployOutcome.Succeeded(2));
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 2));
    }

    @Test
    void without_autodeploy_a_rollback_is_deployed_nevertheless() throws Exception {
        world.deploy(app, Map.of());
        world.deploy(app, Map.of("FOO", "bar"));
        set(null, false, null);

        var release = new RollBack(world.transaction, world.apps, world.ledger, world.builds, world.launch)
                .to(app, world.user("dev"), OptionalInt.of(2), Set.of());

        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, release.version()));
    }

    @Test
    void without_autodeploy_a_process_type_that_vanished_runs_until_it_is_cleaned() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.scale.scale(app, world.user("dev"), Map.of(WORKER, 2));
        set(null, false, null);

        world.deploy(app, Map.of(), "web: a");

        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 3, WORKER, 2));
        world.reconciler.run();
        assertThat(engine.pods(app.name())).hasSize(3);
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1, WORKER, 2));
    }

    @Test
    void without_autorollback_a_failed_deploy_keeps_what_it_changed_and_the_old_pods_of_the_rest() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.scale.scale(app, world.user("dev"), Map.of(WORKER, 1));
        set(null, null, false);
        failWorkers();

        var outcome = world.deploy(app, Map.of(), "web: a2", "worker: b2");

        assertThat(outcome).isInstanceOf(DeployOutcome.Failed.class);
        assertThat(world.ledger.find(app.uuid(), 3).orElseThrow().state()).isEqualTo(ReleaseState.FAILED);
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 3, WORKER, 2));
        engine.heal();
        world.reconciler.run();
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 3, WORKER, 2));
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2));
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 3, WORKER, 2));
        assertThat(world.ledger.latestUnfailed(app.uuid()).orElseThrow().version())
                .isEqualTo(3);

        world.deploy(app, Map.of(), "web: a2", "worker: b3");
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 4, WORKER, 4));
        assertThat(world.now(app).diverged()).isEmpty();
    }

    @Test
    void with_autorollback_everything_is_put_back() throws Exception {
        world.deploy(app, Map.of(), "web: a", "worker: b");
        world.scale.scale(app, world.user("dev"), Map.of(WORKER, 1));
        failWorkers();

        world.deploy(app, Map.of(), "web: a2", "worker: b2");

        // the outcome is told before the old release is back
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 2, WORKER, 2)));
    }

    @Test
    void the_first_deploy_may_fail_in_half_without_autorollback() throws Exception {
        set(null, null, false);
        engine.onApply(workload -> {
            if (workload.ref().processType().equals(WORKER)) {
                throw new RolloutFailed("worker: exit code 1", List.of());
            }
        });

        world.deploy(app, Map.of(), "web: a", "worker: b");

        engine.heal();
        world.reconciler.run();
        assertThat(releases()).isEqualTo(Map.of(ProcessType.WEB, 2));
    }

    @Test
    void who_changes_config_reads_that_nothing_was_put_back() throws Exception {
        world.deploy(app, Map.of());
        set(null, null, false);
        engine.onApply(workload -> {
            throw new RolloutFailed("web: exit code 1", List.of());
        });
        var release = world.release(app, Optional.of(world.build(app).uuid()), Map.of("FOO", "bar"), "dev added FOO");

        assertThatThrownBy(() -> world.launch.await(app, release))
                .isInstanceOf(Problem.Refused.class)
                .hasMessageContaining("Autorollback is off");
    }

    private void failWorkers() {
        engine.onApply(workload -> {
            if (workload.ref().processType().equals(WORKER) && workload.release() == 3) {
                throw new RolloutFailed("worker: exit code 1", List.of());
            }
        });
    }
}
