package cc.drycc.controller.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class PushTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SHA = "060da68f654e75fac06dbedd1995d5f8ad9084db";
    private static final Map<String, String> DOCKERFILE = Map.of("Dockerfile", "FROM scratch");

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final String name = "push-" + NUMBER.incrementAndGet();
    private final App app = world.app(name);
    private final List<String> terminal = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        world.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_push_makes_a_running_release_and_says_where_it_is() throws Exception {
        int version = world.push("dev", name, SHA, DOCKERFILE, terminal::add);

        assertThat(version).isEqualTo(2);
        assertThat(terminal)
                .containsExactly(
                        "-----> Building Docker image",
                        "Step 1/1 : FROM scratch",
                        "Build complete.",
                        "       web: 1 of 1 pods ready",
                        "Launching... done, v2",
                        "-----> " + name + " deployed to Drycc",
                        "       http://" + name + ".localhost:8080",
                        "",
                        "To learn more, use `drycc help` or visit https://www.drycc.cc/");
        var release = world.ledger.find(app.uuid(), 2).orElseThrow();
        assertThat(release.summary()).isEqualTo("dev deployed 060da68");
        var build = world.builds.find(release.build().orElseThrow()).orElseThrow();
        assertThat(build.state()).isEqualTo(Build.State.BUILT);
        assertThat(build.image()).isEqualTo("drycc-test/" + name + ":git-060da68f");
        assertThat(engine.running(name, "web").orElseThrow().image())
                .isEqualTo(build.imageId().orElseThrow().asRef());
        assertThat(world.objects.keys())
                .hasSize(3)
                .contains("home/" + name + ":git-060da68f/tar")
                .anyMatch(key -> key.matches("evidence/" + name + "/[0-9a-f-]{36}/sbom.cdx.json"))
                .anyMatch(key -> key.matches("evidence/" + name + "/[0-9a-f-]{36}/provenance.dsse.json"));
    }

    @Test
    void a_procfile_comes_along() throws Exception {
        world.push("dev", name, SHA, Map.of("Dockerfile", "FROM scratch", "Procfile", "worker: a b"), terminal::add);

        assertThat(world.now(app).structure()).isEqualTo(Map.of(new ProcessType("worker"), 0));
        assertThat(terminal).anyMatch(line -> line.contains("drycc scale worker=1"));
    }

    static Stream<Arguments> badProcfiles() {
        return Stream.of(
                Arguments.of("P01 no colon", "web"),
                Arguments.of("P01 no command", "web:"),
                Arguments.of("P01 upper case", "Web: x"),
                Arguments.of("P01 accent", "w\u00e9b: x"),
                Arguments.of("P01 run", "run: x"),
                Arguments.of("P01 64 letters", "a".repeat(64) + ": x"),
                Arguments.of("P04 1 MiB", "web: " + "x".repeat(1 << 20)),
                Arguments.of(
                        "P04 10,000 types",
                        IntStream.range(0, 10_000)
                                .mapToObj("t%d: x\n"::formatted)
                                .collect(Collectors.joining())),
                Arguments.of("P04 NUL", "web: a\0b"),
                Arguments.of("P07 list", "web: [a, b]"),
                Arguments.of("P07 map", "web:\n  a: b"),
                Arguments.of("P07 twice", "web: a\nweb: b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badProcfiles")
    void a_procfile_that_is_none_rejects_the_push_with_one_line(String row, String procfile) {
        assertThatThrownBy(() -> world.push(
                        "dev", name, SHA, Map.of("Dockerfile", "FROM scratch", "Procfile", procfile), terminal::add))
                .as(row)
                .isInstanceOf(PushFailed.class)
                .hasMessageStartingWith("Procfile ")
                .hasMessageNotContainingAny("\n", "\0");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
        assertThat(engine.running(name, "web")).isEmpty();
    }

    @Test
    void shell_in_a_procfile_is_the_apps_own_business() throws Exception {
        var command = "a; rm -rf x && $(id) `id` ${X}";

        world.push(
                "dev", name, SHA, Map.of("Dockerfile", "FROM scratch", "Procfile", "web: " + command), terminal::add);

        assertThat(engine.running(name, "web").orElseThrow().command())
                .as("P02")
                .endsWith(command);
    }

    @Test
    void a_build_that_fails_changes_nothing_and_says_why() {
        world.builder.onBuild((request, log) -> {
            throw new BuildFailed("Dockerfile line 3: unknown instruction FOO");
        });

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .isInstanceOf(PushFailed.class)
                .hasMessage("Dockerfile line 3: unknown instruction FOO");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
        assertThat(builds()).containsExactly("failed: Dockerfile line 3: unknown instruction FOO");
    }

    @Test
    void a_release_that_does_not_come_up_rejects_the_push_and_the_one_before_serves_on() throws Exception {
        world.push("dev", name, SHA, DOCKERFILE, terminal::add);
        engine.onApply(workload -> {
            if (workload.release() == 3) {
                throw new RolloutFailed("web: crashed with exit code 1", List.of("no such file"));
            }
        });
        terminal.clear();

        assertThatThrownBy(() -> world.push("dev", name, "f".repeat(40), DOCKERFILE, terminal::add))
                .hasMessage("v3 failed: web: crashed with exit code 1; v2 serves on");
        assertThat(terminal)
                .endsWith("Launching... failed, v3", "-----> web: crashed with exit code 1", "       no such file");
        assertThat(world.now(app).current()).isEqualTo(2);
    }

    @Test
    void a_push_that_is_broken_off_stops_the_build_and_the_next_one_works() throws Exception {
        var building = new CountDownLatch(1);
        world.builder.onBuild((request, log) -> {
            building.countDown();
            new CountDownLatch(1).await();
        });
        var ended = new ArrayList<Throwable>();
        var pusher = Thread.ofVirtual().start(() -> {
            try {
                world.push("dev", name, SHA, DOCKERFILE, terminal::add);
            } catch (Exception e) {
                ended.add(e);
            }
        });
        building.await();
        pusher.interrupt();
        pusher.join();

        assertThat(ended).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
        assertThat(builds()).containsExactly("failed: the push was broken off");
        world.builder.onBuild((request, log) -> {});
        assertThat(world.push("dev", name, SHA, DOCKERFILE, terminal::add)).isEqualTo(2);
    }

    @Test
    void rights_that_were_taken_away_during_the_build_make_no_release() {
        var guest = world.user("guest-" + name);
        DATABASE.sql()
                .sql("insert into collaborators (app_uuid, user_id, permissions) values (:app, :user, '{change}')")
                .param("app", app.uuid())
                .param("user", guest.id())
                .update();
        world.builder.onBuild((request, log) -> DATABASE.sql()
                .sql("delete from collaborators where user_id = :user")
                .param("user", guest.id())
                .update());

        assertThatThrownBy(() -> world.push(guest.username(), name, SHA, DOCKERFILE, terminal::add))
                .hasMessage("No such app, or you may not push to it");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void a_build_of_who_may_push_no_more_is_stopped() {
        var stopped = new AtomicBoolean();
        world.builder.onBuild((request, log) -> {
            world.users.setActive(app.ownerId(), false);
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.set(true);
            }
        });

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .hasMessage("No such app, or you may not push to it");
        assertThat(stopped).isTrue();
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        world.users.setActive(app.ownerId(), true);
    }

    @Test
    void an_app_that_was_given_away_during_the_build_gets_no_release_of_its_old_owner() {
        var heir = world.user("heir-" + name);
        world.builder.onBuild((request, log) -> world.apps.setOwner(app.uuid(), heir));

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .hasMessage("No such app, or you may not push to it");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
    }

    @Test
    void a_stranger_and_a_missing_app_get_the_same_answer() {
        world.user("stranger");
        assertThatThrownBy(() -> world.push("stranger", name, SHA, DOCKERFILE, terminal::add))
                .hasMessage("No such app, or you may not push to it");
        assertThatThrownBy(() -> world.push("stranger", "no-such-app", SHA, DOCKERFILE, terminal::add))
                .hasMessage("No such app, or you may not push to it");
        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void an_app_that_is_destroyed_while_it_builds_is_not_brought_back() {
        world.builder.onBuild((request, log) -> world.teardown.destroy(app));

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .isInstanceOf(PushFailed.class);
        assertThat(engine.workloads()).isEmpty();
        assertThat(world.apps.find(app.uuid())).isEmpty();
    }

    @Test
    void a_storage_that_is_away_fails_the_push_by_name() {
        world.objects.away(true);

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .hasMessageContaining("The object storage failed");
        assertThat(builds()).hasSize(1).allMatch(text -> text.startsWith("failed: The object storage failed"));
    }

    @Test
    void a_secret_of_the_config_reaches_neither_terminal_nor_ledger() throws Exception {
        var canary = "canary-0badf00d";
        world.release(app, Optional.empty(), Map.of("SECRET", canary), "dev added SECRET");
        world.builder.onBuild(
                (request, log) -> log.line("echo " + request.config().get("SECRET")));
        engine.onApply(workload -> {
            throw new RolloutFailed(
                    "web: crashed", List.of("env SECRET=" + workload.env().get("SECRET")));
        });

        assertThatThrownBy(() -> world.push("dev", name, SHA, DOCKERFILE, terminal::add))
                .isInstanceOf(PushFailed.class);

        assertThat(terminal).contains("echo *****", "       env SECRET=*****").noneMatch(line -> line.contains(canary));
        assertThat(world.ledger.page(app.uuid(), Set.of(), 10, 0))
                .extracting(Release::exception)
                .allMatch(text -> !text.orElse("").contains(canary));
        assertThat(world.logReader.last(app, 100)).noneMatch(line -> line.contains(canary));
    }

    @Test
    void builds_of_a_process_that_died_are_closed_by_the_next_one() {
        world.builds.begin(app.uuid(), app.ownerId(), UUID.randomUUID(), SHA, "");
        var mine = world.builds.begin(app.uuid(), app.ownerId(), world.instance, SHA, "");

        world.reconciler.atStart(world.instance);

        assertThat(builds())
                .containsExactlyInAnyOrder(
                        "building: ", "failed: the platform stopped while it was building; push again");
        assertThat(world.builds.find(mine).orElseThrow().state()).isEqualTo(Build.State.BUILDING);
    }

    private List<String> builds() {
        return DATABASE.sql()
                .sql("select state || ': ' || failure from builds where app_uuid = :app order by created")
                .param("app", app.uuid())
                .query(String.class)
                .list();
    }
}
