package cc.drycc.controller.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.LedgerCheck;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A platform in a process of its own dies as by kill -9 in the midst of a push; the next one, on the same real database,
 * brings everything to an end by itself.
 */
@Timeout(60)
class CrashIT {

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private App app;

    @BeforeEach
    void oneReleaseRuns() throws Exception {
        try (var world = new World(database, engine).started()) {
            app = world.app("hello");
            world.deploy(app, Map.of("FOO", "bar"));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "after-archive,              2, 2",
        "while-building,             2, 2",
        "after-build-before-release, 2, 2",
        "after-release-before-deploy,3, 3",
        "mid-deploy,                 3, 3",
        "switching,                  3, 3"
    })
    void after_dying_in_a_push_the_ledger_is_whole_and_the_next_push_works(String point, int releases, int current)
            throws Exception {
        dieAt(point);

        try (var world = new World(database, engine)) {
            world.reconciler.atStart(world.instance);
            world.started();
            var check = new LedgerCheck(database.dataSource());
            await().atMost(Duration.ofSeconds(10)).untilAsserted(check::holds);
            assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(releases);
            assertThat(world.now(app).current()).isEqualTo(current);

            int next = world.push("dev", "hello", "b".repeat(40), Map.of("Dockerfile", "FROM scratch"), line -> {});

            assertThat(next).isEqualTo(releases + 1);
            assertThat(world.ledger.page(app.uuid(), Set.of(), 10, 0))
                    .extracting(Release::state)
                    .containsOnly(ReleaseState.SUCCEED);
            await().untilAsserted(check::holds);
        }
    }

    @ParameterizedTest
    @CsvSource("mid-destroy")
    void an_app_whose_destruction_was_cut_off_is_gone_after_the_restart(String point) throws Exception {
        dieAt(point);

        try (var world = new World(database, engine)) {
            world.reconciler.atStart(world.instance);
            world.reconciler.run();
            assertThat(world.apps.destroying()).isEmpty();
            assertThat(engine.pods(app.name())).isEmpty();
            new LedgerCheck(database.dataSource()).holds();
        }
    }

    private void dieAt(String point) throws Exception {
        var url = ((HikariDataSource) database.dataSource()).getJdbcUrl();
        // The image a dying process built is in the engine, which outlives it.
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Dfail.point=" + point,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dying.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/crash-" + point + ".log"))
                .start();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("see target/crash-" + point + ".log").isEqualTo(137);
        engine.image("drycc-test/hello:git-aaaaaaaa", Map.of(), 8080);
    }

    /** The process that dies. */
    static final class Dying {
        private Dying() {}

        public static void main(String[] args) throws Exception {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(args[0]);
            var engine = new FakeEngine();
            engine.image("drycc/hello:old", Map.of(), 8080);
            var world = new World(pool, engine).started();
            if (System.getProperty("fail.point", "").equals("mid-destroy")) {
                world.teardown.destroy(
                        world.apps.find(new cc.drycc.engine.AppName("hello")).orElseThrow());
            } else {
                world.push("dev", "hello", "a".repeat(40), Map.of("Dockerfile", "FROM scratch"), line -> {});
            }
            System.exit(0);
        }
    }
}
