package cc.drycc.controller.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Scope;
import cc.drycc.controller.releases.ReleaseState;
import cc.drycc.controller.releases.RollBack;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Job;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Workload;
import cc.drycc.imagebuilder.BuildRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pushes of sources with a {@code .drycc} folder (seed 5.16). */
@Timeout(60)
class PushPathTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SHA = "060da68f654e75fac06dbedd1995d5f8ad9084db";
    private static final ProcessType WORKER = new ProcessType("worker");

    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(DATABASE, engine).started();
    private final String name = "paths-" + NUMBER.incrementAndGet();
    private final App app = world.app(name);
    private final List<String> terminal = new CopyOnWriteArrayList<>();
    private final List<BuildRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>(Map.of(
            "Dockerfile",
            "FROM scratch",
            "Dockerfile.worker",
            "FROM scratch",
            ".drycc/config/global",
            "EVERYWHERE=yes\n",
            ".drycc/config/jvm",
            "JVM_OPTIONS=-Xmx64m\n",
            ".drycc/web.yaml",
            """
            kind: pipeline
            ptype: web
            build: {docker: Dockerfile}
            env: {COLOUR: orange}
            run: {command: [./migrate, all], timeout: 100}
            config: [jvm]
            deploy: {command: [bash, -ec], args: [./serve]}
            """,
            ".drycc/worker.yaml",
            """
            kind: pipeline
            ptype: worker
            build: {docker: Dockerfile.worker, arg: {CODENAME: bookworm}}
            deploy: {args: [work]}
            """));

    @AfterEach
    void stop() {
        world.close();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void each_process_type_has_its_own_image_command_and_values() throws Exception {
        world.builder.onBuild((request, log) -> requests.add(request));

        int version = push(SHA);

        assertThat(version).isEqualTo(2);
        assertThat(requests)
                .extracting(request -> request.recipe().dockerfile())
                .containsExactly("Dockerfile", "Dockerfile.worker");
        assertThat(requests.get(1).recipe().buildArgs()).isEqualTo(Map.of("CODENAME", "bookworm"));
        var web = applied(2, "web");
        assertThat(web.entrypoint()).containsExactly("bash", "-ec");
        assertThat(web.command()).containsExactly("./serve");
        assertThat(web.env())
                .containsEntry("EVERYWHERE", "yes")
                .containsEntry("COLOUR", "orange")
                .containsEntry("JVM_OPTIONS", "-Xmx64m");
        var worker = applied(2, "worker");
        assertThat(worker.entrypoint()).isEmpty();
        assertThat(worker.command()).containsExactly("work");
        assertThat(worker.env()).containsEntry("EVERYWHERE", "yes").doesNotContainKeys("COLOUR", "JVM_OPTIONS");
        assertThat(web.image()).isEqualTo(id("drycc-test/" + name + ":git-060da68f"));
        assertThat(worker.image()).isEqualTo(id("drycc-test/" + name + ":git-060da68f-worker"));
        assertThat(world.now(app).structure()).isEqualTo(Map.of(ProcessType.WEB, 1, WORKER, 0));
    }

    @Test
    void what_runs_first_is_told_to_who_pushes_and_to_the_apps_log() throws Exception {
        push(SHA);

        var job = engine.jobs().getFirst();
        assertThat(job.image()).isEqualTo(id("drycc-test/" + name + ":git-060da68f"));
        assertThat(job.entrypoint()).containsExactly("./migrate", "all");
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(100));
        assertThat(job.env()).containsEntry("COLOUR", "orange").containsEntry("DRYCC_RELEASE", "v2");
        assertThat(terminal)
                .containsSubsequence(
                        "-----> web: Dockerfile",
                        "-----> worker: Dockerfile.worker",
                        "Build complete.",
                        "-----> .drycc added EVERYWHERE, JVM_OPTIONS (jvm), COLOUR (web), added values_refs web",
                        "       web: running ./migrate all",
                        "         ran all",
                        "       web: run ended well",
                        "       web: 1 of 1 pods ready",
                        "Launching... done, v2");
        assertThat(log()).contains("v2 web: running ./migrate all", "v2 web: ran all", "v2 web: run ended well");
    }

    @Test
    void secrets_stay_out_of_what_it_writes() throws Exception {
        files.put(".drycc/config/global", "TOKEN=s3cret-canary\n");
        changeWeb(web -> web.replace("[./migrate, all]", "[say, s3cret-canary]"));

        push(SHA);

        assertThat(terminal).noneMatch(line -> line.contains("canary")).contains("         ran *****");
        assertThat(log()).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void values_are_kept_sealed_only() throws Exception {
        push(SHA);

        assertThat(DATABASE.sql()
                        .sql("select builds::text from builds where app_uuid = :app")
                        .param("app", app.uuid())
                        .query(String.class)
                        .single())
                .contains("./migrate")
                .doesNotContain("orange", "Xmx64m");
    }

    @Test
    void when_it_fails_the_release_fails_and_the_one_before_serves_on() throws Exception {
        push(SHA);
        changeWeb(web -> web.replace("[./migrate, all]", "[exit 7]"));
        terminal.clear();

        assertThatThrownBy(() -> push("f".repeat(40)))
                .hasMessage("v3 failed: web: its run before the deploy ended with exit code 7; v2 serves on");

        assertThat(terminal)
                .endsWith(
                        "Launching... failed, v3",
                        "-----> web: its run before the deploy ended with exit code 7",
                        "       ran exit 7");
        assertThat(world.ledger.find(app.uuid(), 3).orElseThrow().state()).isEqualTo(ReleaseState.FAILED);
        assertThat(engine.running(name, "web").orElseThrow().release()).isEqualTo(2);
        assertThat(engine.applied().stream().filter(workload -> workload.release() == 3))
                .isEmpty();
    }

    @Test
    void it_may_run_too_long_too_big_or_not_at_all() throws Exception {
        assertThat(failure("sleep")).endsWith("took longer than 100 s and was stopped");
        assertThat(failure("hog")).endsWith("was killed: out of memory (limit 64 MiB)");
        assertThat(failure("missing")).endsWith("could not start: no such command");
        assertThat(world.now(app).current()).isEqualTo(1);
    }

    private String failure(String command) {
        changeWeb(web -> web.replaceAll("command: \\[[^]]*], t", "command: [" + command + "], t"));
        try {
            push(SHA);
            throw new AssertionError("it worked");
        } catch (PushFailed e) {
            return e.reason();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void values_take_the_place_of_those_set_before_and_the_rest_stays() throws Exception {
        world.await(
                app,
                world.release(
                        app, java.util.Optional.empty(), Map.of("OLD", "x", "EVERYWHERE", "no"), "dev added OLD"));

        push(SHA);

        var config = config(3);
        assertThat(config.global()).isEqualTo(Map.of("EVERYWHERE", "yes"));
        assertThat(config.values(new Scope.ForType(ProcessType.WEB))).isEqualTo(Map.of("COLOUR", "orange"));
        assertThat(config.section(ConfigSection.VALUES_REFS)).isEqualTo(Map.of("web", List.of("jvm")));
        assertThat(terminal)
                .contains("-----> .drycc added JVM_OPTIONS (jvm), COLOUR (web), changed EVERYWHERE, "
                        + "deleted OLD, added values_refs web");
    }

    @Test
    void the_same_values_again_make_no_new_config() throws Exception {
        push(SHA);
        terminal.clear();

        push("a".repeat(40));

        assertThat(world.ledger.find(app.uuid(), 3).orElseThrow().config())
                .isEqualTo(world.ledger.find(app.uuid(), 2).orElseThrow().config());
        assertThat(terminal).noneMatch(line -> line.startsWith("-----> .drycc"));
    }

    @Test
    void values_that_may_not_be_set_refuse_the_push() {
        files.put(".drycc/config/global", "DRYCC_RELEASE=v9\n");

        assertThatThrownBy(() -> push(SHA))
                .hasMessage(".drycc: DRYCC_RELEASE is set by the platform and cannot be changed.");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
    }

    @Test
    void what_is_wrong_in_the_folder_refuses_the_push_before_anything_is_built() {
        world.builder.onBuild((request, log) -> requests.add(request));
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\ndeploy: []\n");

        assertThatThrownBy(() -> push(SHA))
                .hasMessage(".drycc/web.yaml line 3: deploy: a map of fields is needed, {} for an empty one");
        assertThat(requests).isEmpty();
    }

    @Test
    void a_build_that_fails_says_whose() {
        world.builder.onBuild((request, log) -> {
            if (request.recipe().processType().equals(WORKER)) {
                throw new BuildFailed("Dockerfile.worker line 2: unknown instruction FOO");
            }
        });

        assertThatThrownBy(() -> push(SHA)).hasMessage("worker: Dockerfile.worker line 2: unknown instruction FOO");
        assertThat(world.ledger.count(app.uuid(), Set.of())).isEqualTo(1);
    }

    @Test
    void the_procfile_is_ignored_and_that_is_said() throws Exception {
        files.put("Procfile", "broken");

        push(SHA);

        assertThat(terminal).contains(" !     There is a .drycc folder: the Procfile is ignored");
    }

    @Test
    void images_of_others_and_of_registries() throws Exception {
        engine.image("redis:7", Map.of(), 6379);
        files.put(".drycc/cache.yaml", "kind: pipeline\nptype: cache\ndeploy: {image: 'redis:7'}\n");
        files.put(
                ".drycc/tick.yaml",
                "kind: pipeline\nptype: tick\nrun: {args: [x], image: 'redis:7'}\ndeploy: {image: worker}\n");

        push(SHA);

        assertThat(applied(2, "cache").image()).isEqualTo(id("redis:7"));
        assertThat(applied(2, "tick").image()).isEqualTo(applied(2, "worker").image());
        assertThat(engine.jobs())
                .extracting(Job::image)
                .containsExactly(id("redis:7"), applied(2, "web").image());
        assertThat(world.builds.neededImages())
                .extracting(image -> image.asRef())
                .contains(
                        id("redis:7"),
                        applied(2, "worker").image(),
                        applied(2, "web").image());
    }

    @Test
    void an_image_that_belongs_to_somebody_else_is_refused() {
        engine.image("drycc-test/other:git-1", Map.of("cc.drycc.app", "other-app"), 80);
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\ndeploy: {image: 'drycc-test/other:git-1'}\n");

        assertThatThrownBy(() -> push(SHA))
                .hasMessage(".drycc: image drycc-test/other:git-1 cannot be pulled: no such image");
    }

    @Test
    void an_image_of_this_machine_is_refused() {
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\ndeploy: {image: '127.0.0.1/cat/cat'}\n");

        assertThatThrownBy(() -> push(SHA)).hasMessage(".drycc: image must not use the loopback address");
    }

    @Test
    void nothing_needs_to_be_built() throws Exception {
        engine.image("redis:7", Map.of(), 6379);
        files.keySet().removeIf(file -> !file.equals(".drycc/web.yaml"));
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\ndeploy: {image: 'redis:7'}\n");

        push(SHA);

        assertThat(applied(2, "web").image()).isEqualTo(id("redis:7"));
    }

    @Test
    void a_type_without_build_runs_the_apps_image() throws Exception {
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\ndeploy: {args: [serve]}\n");

        push(SHA);

        assertThat(applied(2, "web").image()).isEqualTo(id("drycc-test/" + name + ":git-060da68f"));
        assertThat(applied(2, "worker").image()).isEqualTo(id("drycc-test/" + name + ":git-060da68f-worker"));
    }

    @Test
    void going_back_takes_images_commands_values_and_the_run_along() throws Exception {
        push(SHA);
        files.put(".drycc/web.yaml", "kind: pipeline\nptype: web\nbuild: {}\ndeploy: {args: [other]}\n");
        push("b".repeat(40));
        int jobs = engine.jobs().size();

        new RollBack(world.transaction, world.apps, world.ledger, world.builds, world.launch)
                .to(world.now(app), world.user("dev"), OptionalInt.of(2), Set.of());

        var web = applied(4, "web");
        assertThat(web.image()).isEqualTo(applied(2, "web").image());
        assertThat(web.entrypoint()).containsExactly("bash", "-ec");
        assertThat(web.env()).containsEntry("COLOUR", "orange");
        assertThat(applied(4, "worker").image()).isEqualTo(applied(2, "worker").image());
        assertThat(engine.jobs()).hasSize(jobs + 1);
    }

    private void changeWeb(UnaryOperator<String> change) {
        files.computeIfPresent(".drycc/web.yaml", (file, text) -> change.apply(text));
    }

    private int push(String sha) throws PushFailed, InterruptedException {
        return world.push("dev", name, sha, files, terminal::add);
    }

    private Workload applied(int release, String type) {
        return engine.applied().stream()
                .filter(workload -> workload.release() == release
                        && workload.ref().processType().value().equals(type))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private cc.drycc.engine.ImageRef id(String image) {
        return engine.images()
                .find(new cc.drycc.engine.ImageRef(image))
                .orElseThrow()
                .id()
                .asRef();
    }

    private ConfigState config(int version) {
        return world.configs.state(
                world.ledger.find(app.uuid(), version).orElseThrow().config());
    }

    private List<String> log() {
        return DATABASE.sql()
                .sql("select line from app_log where app_uuid = :app order by id")
                .param("app", app.uuid())
                .query(String.class)
                .list();
    }
}
