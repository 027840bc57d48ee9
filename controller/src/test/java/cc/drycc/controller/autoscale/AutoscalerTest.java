package cc.drycc.controller.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.PodEvent;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AutoscalerTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final App app = world.app("busy-" + NUMBER.incrementAndGet());
    private final List<PodEvent> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T03:00:00Z");
    private final Autoscaler scaler = new Autoscaler(
            world.apps,
            world.settings,
            world.ledger,
            world.runner,
            world.scale,
            world.turns,
            engine,
            told::add,
            Decision.DEFAULT,
            () -> now);

    @AfterEach
    void stop() {
        world.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private void rule(String rule) {
        DATABASE.sql().sql("""
                        insert into app_settings (app_uuid, autoscale) values (:app, :rule::jsonb)
                        on conflict (app_uuid) do update set autoscale = excluded.autoscale
                        """).param("app", app.uuid()).param("rule", rule).update();
    }

    private void minutes(int minutes) {
        for (var passed = Duration.ZERO;
                passed.compareTo(Duration.ofMinutes(minutes)) < 0;
                passed = passed.plus(LOOK)) {
            now = now.plus(LOOK);
            engine.work(LOOK);
            scaler.run();
        }
    }

    private int pods() {
        return world.now(app).structure().getOrDefault(ProcessType.WEB, -1);
    }

    @Test
    void it_grows_after_three_minutes_of_work_and_shrinks_after_five_of_rest() throws Exception {
        world.deploy(app, Map.of());
        rule("{\"web\": {\"min\": 1, \"max\": 4, \"cpuPercent\": 50}}");
        engine.busy(app.name(), 0.9);

        minutes(2);
        assertThat(pods()).isEqualTo(1);
        minutes(2);
        assertThat(pods()).isEqualTo(2);
        assertThat(engine.pods(app.name())).hasSize(2);
        minutes(4);
        assertThat(pods()).isEqualTo(4);

        engine.busy(app.name(), 0);
        minutes(3);
        assertThat(pods()).isEqualTo(4);
        minutes(3);
        assertThat(pods()).isEqualTo(1);
        assertThat(told).extracting(PodEvent::reason).containsOnly("SuccessfulRescale");
        assertThat(told.getFirst().message())
                .isEqualTo("New size: 2; reason: cpu resource utilization (percentage of request) above target");
        assertThat(world.logReader.last(app, 20)).anyMatch(line -> line.endsWith("autoscale scaled pods web=2"));
    }

    @Test
    void the_limits_of_a_rule_hold_at_once() throws Exception {
        world.deploy(app, Map.of());
        rule("{\"web\": {\"min\": 3, \"max\": 8, \"cpuPercent\": 75}}");

        scaler.run();

        assertThat(pods()).isEqualTo(3);
    }

    @Test
    void what_a_person_scaled_counts_as_a_rescale_and_off_stays_off() throws Exception {
        world.deploy(app, Map.of());
        rule("{\"web\": {\"min\": 1, \"max\": 8, \"cpuPercent\": 50}}");
        engine.busy(app.name(), 0.9);
        minutes(2);
        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 2));

        minutes(2);
        assertThat(pods()).isEqualTo(2);
        minutes(2);
        assertThat(pods()).isEqualTo(4);

        world.scale.scale(app, world.user("dev"), Map.of(ProcessType.WEB, 0));
        minutes(10);
        assertThat(pods()).isZero();
    }

    @Test
    void an_app_that_cannot_grow_stays_as_it_is_and_is_tried_again() throws Exception {
        world.deploy(app, Map.of());
        rule("{\"web\": {\"min\": 2, \"max\": 8, \"cpuPercent\": 50}}");
        engine.onApply(workload -> {
            if (workload.replicas() == 2) {
                throw new RolloutFailed("web: no room", List.of());
            }
        });

        scaler.run();
        assertThat(pods()).isEqualTo(1);
        assertThat(told).isEmpty();

        engine.heal();
        scaler.run();
        assertThat(pods()).isEqualTo(2);
    }

    @Test
    void a_rule_for_a_type_that_is_not_there_does_nothing() throws Exception {
        world.deploy(app, Map.of());
        rule("{\"worker\": {\"min\": 2, \"max\": 8, \"cpuPercent\": 50}}");

        scaler.run();

        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1));
    }
}
