package cc.drycc.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeBuilder;
import cc.drycc.controller.testing.FakeObjects;
import cc.drycc.controller.testing.LedgerCheck;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.engine.AppName;
import cc.drycc.engine.EdgeInMiniature;
import cc.drycc.engine.Pod;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RequestLoop;
import cc.drycc.engine.TestImages;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.docker.PrivatePodman;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.BuildSettings;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.SourceTurns;
import cc.drycc.imagebuilder.source.ExtractLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of one app with a real Podman, a real PostgreSQL and the real builder: one story, told in order. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealEngineIT {

    private static final WorkloadRef WEB = new WorkloadRef(new AppName("hello"), ProcessType.WEB);
    private static final String DOCKERFILE = """
            FROM drycc-test/busybox:1
            RUN mkdir /www
            EXPOSE 8080
            CMD ["/bin/sh", "-c", "echo up; echo Powered by $POWERED_BY $DRYCC_RELEASE >/www/index.html; trap exit TERM; /bin/busybox httpd -f -p $PORT -h /www & wait"]
            """;

    private final EdgeInMiniature edge = new EdgeInMiniature();
    private final FakeObjects objects = new FakeObjects();
    private final List<String> terminal = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private PrivatePodman podman;
    private DockerEngine engine;
    private Controller controller;
    private Path work;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var missing = PrivatePodman.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED RealEngineIT: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        work = folder;
        podman = PrivatePodman.start();
        database = TestDatabase.create();
        startPlatform();
        TestImages.base(engine, folder);
        assertThat(admin().post("/v2/apps/", Map.of("id", "hello")).status()).isEqualTo(201);
    }

    @AfterAll
    void stop() throws Exception {
        if (controller != null) {
            stopPlatform();
        }
        if (podman != null) {
            podman.stop();
            database.close();
        }
    }

    private void startPlatform() throws IOException {
        engine = DockerEngine.connect(DockerSettings.of("it", podman.host()));
        engine.start(edge);
        var builders = new ImageBuilders(
                ImageBuilders.builtIn(RealEngineIT.class.getClassLoader(), engine, Map.of()), Optional.empty());
        var settings = new BuildSettings("it", work.resolve("build"), BuildLimits.DEFAULT, ExtractLimits.DEFAULT);
        var builder = new BuildImage(objects::open, builders, new BuildQueue(2, 10), settings);
        var routes = new Routes() {
            @Override
            public void publish(
                    AppName app,
                    java.util.Set<String> domains,
                    List<cc.drycc.controller.settings.AddressRange> allowed) {}

            @Override
            public void hide(AppName app) {}

            @Override
            public void withdraw(AppName app) {}
        };
        var environment = Map.of(
                "DRYCC_ADMIN_USERNAME",
                "admin",
                "DRYCC_ADMIN_PASSWORD",
                "opensesame",
                "DRYCC_DEPLOY_TIMEOUT",
                "10",
                // sleep as the first process of a container does not hear SIGTERM
                "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS",
                "5");
        controller = Controller.start(
                ControllerSettings.of(
                        "it",
                        new PublicAddress("localhost", 8080, 2222),
                        new PlatformKey(new byte[PlatformKey.LENGTH]),
                        environment),
                new Surroundings(
                        database.dataSource(),
                        engine,
                        objects,
                        builder,
                        work.resolve("push"),
                        new SourceTurns(),
                        routes,
                        app -> {}));
    }

    private void stopPlatform() {
        controller.close();
        engine.close();
    }

    @Test
    @Order(1)
    void a_push_is_live_when_it_returns() throws Exception {
        long start = System.nanoTime();
        assertThat(push("a", DOCKERFILE)).isEqualTo(2);

        System.out.printf("push to live: %d ms%n", millisSince(start));
        assertThat(edge.get(WEB)).isEqualTo("Powered by v2");
        assertThat(terminal).contains("Build complete.", "Launching... done, v2", "-----> hello deployed to Drycc");
    }

    @Test
    @Order(2)
    void config_makes_a_new_release_without_a_failed_request() throws Exception {
        var load = RequestLoop.during(edge, WEB, 2, () -> {
            long start = System.nanoTime();
            var answer = admin().post("/v2/apps/hello/config/", Map.of("values", Map.of("POWERED_BY", "Drycc")));
            System.out.printf("config set to live: %d ms%n", millisSince(start));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(edge.get(WEB)).isEqualTo("Powered by Drycc v3");
            assertThat(admin().post("/v2/apps/hello/scale/", Map.of("web", 3)).status())
                    .isEqualTo(204);
            assertThat(edge.endpoints(WEB)).hasSize(3);
            assertThat(admin().post("/v2/apps/hello/pods/web/restart/").json()).hasSize(3);
            assertThat(admin().post("/v2/apps/hello/scale/", Map.of("web", 1)).status())
                    .isEqualTo(204);
        });
        assertThat(load.failures()).isEmpty();
        assertThat(load.answers()).isPositive();
    }

    @Test
    @Order(3)
    void a_one_off_command_runs_in_the_release() {
        assertThat(run("echo hi $POWERED_BY")).isEqualTo("200 {\"exit_code\":0,\"output\":\"hi Drycc\\n\"}");
        assertThat(run("exit 7")).isEqualTo("200 {\"exit_code\":7,\"output\":\"\"}");
        assertThat(run("nonesuch")).startsWith("200 {\"exit_code\":127");
    }

    @Test
    @Order(4)
    void logs_show_what_pods_and_platform_say() {
        await().untilAsserted(() -> assertThat(
                        admin().get("/v2/apps/hello/logs/").body().lines())
                .anyMatch(line -> line.matches("\\S+Z hello\\[web\\.[a-z0-9]{5}]: up"))
                .anyMatch(line -> line.endsWith("drycc[api]: admin added POWERED_BY")));
    }

    @Test
    @Order(5)
    void a_crashing_release_says_its_last_words_and_the_old_one_serves_on() throws Exception {
        var load = RequestLoop.during(edge, WEB, 2, () -> {
            assertThatThrownBy(
                            () -> push(
                                    "b",
                                    "FROM drycc-test/busybox:1\nEXPOSE 8080\nCMD [\"/bin/sh\", \"-c\", \"echo no database; exit 1\"]\n"))
                    .isInstanceOf(PushFailed.class)
                    .hasMessageContaining("v4 failed")
                    .hasMessageContaining("v3 serves on");
            assertThat(terminal).contains("       no database");
            assertThat(edge.get(WEB)).isEqualTo("Powered by Drycc v3");
        });
        assertThat(load.failures()).isEmpty();
        assertThat(load.answers()).isPositive();
    }

    @Test
    @Order(6)
    void an_app_that_never_listens_is_given_up_and_the_next_good_push_works() throws Exception {
        assertThatThrownBy(() -> push("c", "FROM drycc-test/busybox:1\nEXPOSE 8080\nCMD [\"/bin/sleep\", \"1000\"]\n"))
                .hasMessageContaining("8080");
        assertThat(push("d", DOCKERFILE)).isEqualTo(6);
        assertThat(edge.get(WEB)).isEqualTo("Powered by Drycc v6");
    }

    @Test
    @Order(7)
    void a_procfile_needs_a_shell_and_gets_one() throws Exception {
        assertThat(
                        push(
                                "e",
                                DOCKERFILE,
                                "web: echo $POWERED_BY again >/www/index.html; trap exit TERM; /bin/busybox httpd -f -p $PORT -h /www & wait\nclock: sleep 900\n"))
                .isEqualTo(7);
        assertThat(edge.get(WEB)).isEqualTo("Drycc again");
        assertThat(admin().post("/v2/apps/hello/scale/", Map.of("clock", 1)).status())
                .isEqualTo(204);
        await().untilAsserted(() -> assertThat(engine.pods(WEB.app())).hasSize(2));
        assertThatThrownBy(() -> push("f", "FROM scratch\nCOPY Dockerfile /x\nEXPOSE 8080\n", "web: serve\n"))
                .isInstanceOf(PushFailed.class)
                .hasMessageContaining("image has no /bin/sh; a Procfile needs a shell");
    }

    @Test
    @Order(8)
    void a_platform_that_restarts_finds_its_pods_and_puts_back_what_is_missing() throws Exception {
        var before = engine.pods(WEB.app());
        stopPlatform();
        assertThat(podman.podman(
                        "rm", "--force", "--time", "0", before.getFirst().name().value()))
                .isZero();

        startPlatform();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.pods(WEB.app()))
                        .hasSize(2)
                        .allMatch(Pod::ready)
                        .contains(before.getLast()));
        assertThat(edge.get(WEB)).isEqualTo("Drycc again");
    }

    @Test
    @Order(9)
    void rolling_back_serves_the_old_image_and_config() throws Exception {
        var answer = admin().post("/v2/apps/hello/releases/rollback/", Map.of("version", 2));
        assertThat(answer.json().get("version").asInt()).as(answer.body()).isEqualTo(9);
        assertThat(edge.get(WEB)).isEqualTo("Powered by v9");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(engine.pods(WEB.app())).hasSize(1));
        await().untilAsserted(() -> new LedgerCheck(database.dataSource()).holds());
    }

    @Test
    @Order(10)
    void destroying_leaves_nothing() {
        assertThat(admin().delete("/v2/apps/hello/").status()).isEqualTo(204);
        assertThat(engine.pods(WEB.app())).isEmpty();
        assertThat(engine.workloads()).isEmpty();
        assertThat(engine.images().labelled(Map.of("cc.drycc.app", "hello"))).isEmpty();
        assertThat(objects.keys()).isEmpty();
        assertThat(admin().get("/v2/apps/hello/").status()).isEqualTo(404);
    }

    private int push(String digit, String dockerfile) throws Exception {
        return push(digit, dockerfile, "");
    }

    private int push(String digit, String dockerfile, String procfile) throws Exception {
        var files = procfile.isEmpty()
                ? Map.of("Dockerfile", dockerfile)
                : Map.of("Dockerfile", dockerfile, "Procfile", procfile);
        terminal.clear();
        return controller
                .pushes()
                .receive(
                        new PushedSource(
                                "admin",
                                WEB.app(),
                                "main",
                                digit.repeat(40),
                                target -> FakeBuilder.archive(target, files)),
                        terminal::add);
    }

    private String run(String command) {
        return admin().post("/v2/apps/hello/run/", Map.of("command", command)).toString();
    }

    private Api admin() {
        return Api.anonymous(controller.port()).login("admin", "opensesame");
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
