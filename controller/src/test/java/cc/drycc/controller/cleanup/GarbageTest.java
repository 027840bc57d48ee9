package cc.drycc.controller.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.RolloutFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GarbageTest {

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
    void images_of_every_release_that_ran_stay_and_those_of_failed_ones_go() throws Exception {
        for (int i = 0; i < 12; i++) {
            world.deploy(app, Map.of());
        }
        var needed = List.copyOf(engine.imagesByName().values());
        engine.onApply(workload -> {
            throw new RolloutFailed("web: crashed", List.of());
        });
        world.deploy(app, Map.of());
        world.build(app); // built, never released

        world.garbage.run();

        assertThat(engine.imagesByName().values()).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void images_of_other_platforms_and_of_apps_being_built_stay() throws Exception {
        engine.image("drycc-other/hello:git-1", Map.of("cc.drycc.platform", "other", "cc.drycc.app", "hello"));
        engine.image("busybox", Map.of());
        engine.image("drycc-test/hello:git-2", Map.of("cc.drycc.platform", "test", "cc.drycc.app", "hello"));
        var build = world.builds.begin(app.uuid(), app.ownerId(), world.instance, "a".repeat(40), "");

        world.garbage.run();
        assertThat(engine.imagesByName()).hasSize(3);

        world.builds.failed(build, "over");
        world.garbage.run();
        assertThat(engine.imagesByName()).containsOnlyKeys("drycc-other/hello:git-1", "busybox");
    }

    @Test
    void archives_of_no_recent_build_go_unless_they_are_young() {
        var old = Instant.now().minus(Duration.ofHours(2));
        for (int i = 0; i < CollectGarbage.ARCHIVES_KEPT + 2; i++) {
            var key = "home/hello:git-%08d/tar".formatted(i);
            world.objects.put(key, old);
            var build = world.builds.begin(app.uuid(), app.ownerId(), world.instance, "a".repeat(40), key);
            database.sql()
                    .sql("update builds set created = now() - make_interval(mins => :ago) where uuid = :uuid")
                    .param("ago", 1_000 - i)
                    .param("uuid", build)
                    .update();
        }
        world.objects.put("home/gone:git-00000000/tar", old);
        world.objects.put("home/new:git-00000000/tar", Instant.now());

        world.garbage.run();

        assertThat(world.objects.keys())
                .hasSize(CollectGarbage.ARCHIVES_KEPT + 1)
                .contains("home/new:git-00000000/tar", "home/hello:git-00000002/tar")
                .doesNotContain("home/gone:git-00000000/tar", "home/hello:git-00000001/tar");
    }

    @Test
    void archives_of_releases_stay_however_old_unless_the_release_failed() {
        var old = Instant.now().minus(Duration.ofHours(2));
        var kept = archived("home/hello:git-kept0000/tar", old, ReleaseState.SUCCEED);
        archived("home/hello:git-bad00000/tar", old, ReleaseState.FAILED);
        for (int i = 0; i < CollectGarbage.ARCHIVES_KEPT; i++) {
            world.builds.begin(
                    app.uuid(), app.ownerId(), world.instance, "a".repeat(40), "home/hello:git-%08d/tar".formatted(i));
        }

        world.garbage.run();

        assertThat(world.objects.keys()).containsExactly(kept);
    }

    private String archived(String key, Instant put, ReleaseState end) {
        world.objects.put(key, put);
        var build = world.builds.begin(app.uuid(), app.ownerId(), world.instance, "b".repeat(40), key);
        database.sql()
                .sql("update builds set created = now() - interval '1 day' where uuid = :uuid")
                .param("uuid", build)
                .update();
        world.transaction.executeWithoutResult(status -> {
            var locked = world.apps.lock(app.uuid()).orElseThrow();
            var config = world.ledger.latest(app.uuid()).orElseThrow().config();
            var release = world.ledger.append(locked, world.user("dev"), Optional.of(build), config, "dev deployed");
            world.ledger.finish(app.uuid(), release.version(), end, Set.of(), Optional.empty());
        });
        return key;
    }

    @Test
    void a_storage_that_is_away_is_left_for_the_next_round() {
        world.objects.put("home/gone:git-00000000/tar", Instant.EPOCH);
        world.objects.away(true);
        world.garbage.run();
        assertThat(world.objects.keys()).hasSize(1);

        world.objects.away(false);
        world.garbage.run();
        assertThat(world.objects.keys()).isEmpty();
    }
}
