package cc.drycc.controller.builds;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images that are released with a {@code .drycc} folder: {@code drycc pull} (seed 5.16). */
@Timeout(60)
class PathBuildTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final String IMAGE = "registry.example.com/shop:v1";
    private static final Map<String, Object> WEB = Map.of(
            "kind", "pipeline",
            "ptype", "web",
            "build", Map.of("docker", "Dockerfile"),
            "env", Map.of("COLOUR", "orange"),
            "run", Map.of("command", List.of("./migrate"), "timeout", 100),
            "config", List.of("jvm"),
            "deploy", Map.of("command", List.of("bash", "-ec"), "args", List.of("./serve")));
    private static final Map<String, Object> WORKER = Map.of(
            "kind", "pipeline", "ptype", "worker", "build", Map.of("docker", "Dockerfile.worker"), "deploy", Map.of());
    private static final Map<String, Object> PATH = Map.of(
            "config", Map.of("jvm", Map.of("JVM_OPTIONS", "-Xmx64m")),
            "pipeline", Map.of("web.yaml", WEB, "worker.yaml", WORKER));

    private static int number;
    private String app = "";

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @BeforeEach
    void createApp() {
        app = "/v2/apps/path-app-" + ++number;
        OWNER.post("/v2/apps/", Map.of("id", app.substring("/v2/apps/".length())));
        CONTROLLER.engine().image(IMAGE, Map.of(), 8080);
        CONTROLLER.engine().image(IMAGE + "-worker", Map.of());
    }

    @Test
    void what_is_posted_is_answered_and_runs() {
        var created = build(PATH);

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().get("dryccfile").toString())
                .isEqualTo(OWNER.get(app + "/build/").json().get("dryccfile").toString());
        assertThat(plain(created)).isEqualTo(PATH);
        var name = app.substring("/v2/apps/".length());
        var web = CONTROLLER.engine().running(name, "web").orElseThrow();
        assertThat(web.env()).containsEntry("COLOUR", "orange").containsEntry("JVM_OPTIONS", "-Xmx64m");
        assertThat(web.entrypoint()).containsExactly("bash", "-ec");
        assertThat(OWNER.post(app + "/scale/", Map.of("worker", 1)).status()).isEqualTo(204);
        assertThat(CONTROLLER.engine().running(name, "worker").orElseThrow().image())
                .isNotEqualTo(web.image());
        assertThat(OWNER.get(app + "/ptypes/worker/describe/").body()).contains(IMAGE + "-worker");
    }

    @Test
    void a_config_set_later_wins_and_is_shown_with_the_build() {
        build(PATH);

        var set = OWNER.post(
                app + "/config/",
                Map.of("values", List.of(Map.of("name", "COLOUR", "value", "green", "ptype", "web"))));

        assertThat(set.status()).as(set.body()).isEqualTo(201);
        assertThat(CONTROLLER
                        .engine()
                        .running(app.substring("/v2/apps/".length()), "web")
                        .orElseThrow()
                        .env())
                .containsEntry("COLOUR", "green");
        var shown = OWNER.get(app + "/build/")
                .json()
                .get("dryccfile")
                .get("pipeline")
                .get("web.yaml");
        assertThat(shown.get("env").get("COLOUR").asString()).isEqualTo("green");
        var before = OWNER.get(app + "/build/?version=v2")
                .json()
                .get("dryccfile")
                .get("pipeline")
                .get("web.yaml");
        assertThat(before.get("env").get("COLOUR").asString()).isEqualTo("orange");
    }

    @Test
    void releases_are_compared_by_images_and_commands_of_each_type() {
        build(PATH);
        CONTROLLER.engine().image("redis:7", Map.of(), 6379);
        var worker = Map.of(
                "kind", "pipeline", "ptype", "worker", "deploy", Map.of("args", List.of("a", "b"), "image", "redis:7"));

        build(Map.of(
                "config",
                Map.of("jvm", Map.of("JVM_OPTIONS", "-Xmx64m")),
                "pipeline",
                Map.of("web.yaml", WEB, "worker.yaml", worker)));

        assertThat(OWNER.get(app + "/releases/v3/diff/").body())
                .contains("\"name\":\"image of worker\"", "\"to\":\"redis:7\"", "\"to\":\"a b\"")
                .doesNotContain("orange");
    }

    @Test
    void an_empty_one_is_none() {
        var created = OWNER.post(
                app + "/build/", Map.of("image", IMAGE, "procfile", Map.of("web", "./serve"), "dryccfile", Map.of()));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(plain(created)).isEqualTo(Map.of());
        assertThat(created.json().get("procfile").get("web").asString()).isEqualTo("./serve");
    }

    @Test
    void the_procfile_beside_it_is_kept_but_does_not_count() {
        var created = OWNER.post(
                app + "/build/", Map.of("image", IMAGE, "procfile", Map.of("clock", "tick"), "dryccfile", PATH));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().get("procfile").get("clock").asString()).isEqualTo("tick");
        assertThat(OWNER.get(app + "/").json().get("structure").toString()).isEqualTo("{\"web\":1,\"worker\":0}");
    }

    @Test
    void a_run_that_fails_refuses_the_build_and_what_ran_before_runs_on() {
        build(PATH);
        var broken = new java.util.HashMap<>(WEB);
        broken.put("run", Map.of("args", List.of("exit 3")));

        var answer = build(Map.of("pipeline", Map.of("web.yaml", broken)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "v3 failed: web: its run before the deploy ended with exit code 3. The release before it serves on.");
        assertThat(OWNER.get(app + "/config/").body()).contains("values_refs\":{\"web\":[\"jvm\"]}");
    }

    @Test
    void an_image_that_is_not_to_be_had_is_named() {
        var answer = build(Map.of(
                "pipeline",
                Map.of(
                        "cron.yaml",
                        Map.of("kind", "pipeline", "ptype", "cron", "build", Map.of(), "deploy", Map.of()))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(IMAGE + "-cron");
        assertThat(OWNER.get(app + "/releases/").json().get("count").asInt()).isEqualTo(1);
    }

    private Api.Answer build(Map<String, Object> path) {
        return OWNER.post(app + "/build/", Map.of("image", IMAGE, "stack", "container", "dryccfile", path));
    }

    private static Object plain(Api.Answer answer) {
        return tools.jackson.databind.json.JsonMapper.shared()
                .convertValue(answer.json().get("dryccfile"), Map.class);
    }
}
