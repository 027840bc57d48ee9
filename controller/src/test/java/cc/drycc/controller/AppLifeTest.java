package cc.drycc.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Pod;
import cc.drycc.engine.RolloutFailed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do with an app that runs, over real HTTP. */
@Timeout(60)
class AppLifeTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final Api STRANGER = CONTROLLER.register("stranger");

    private final String name = "life-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + name;

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @BeforeEach
    void app() {
        CONTROLLER.engine().heal();
        CONTROLLER.engine().image("drycc/example-go:latest", Map.of(), 8080);
        assertThat(DEV.post("/v2/apps/", Map.of("id", name)).status()).isEqualTo(201);
    }

    @Test
    void a_pulled_image_is_built_released_and_running_when_the_answer_comes() {
        assertThat(DEV.get(path + "/build/").json().get("image").asString()).isEmpty();

        var answer = pull(Map.of("image", "drycc/example-go:latest", "procfile", Map.of("web", "./cmd")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("X-Drycc-Release")).isEqualTo("2");
        assertThat(answer.json().get("image").asString()).isEqualTo("drycc/example-go:latest");
        assertThat(answer.json().get("procfile").get("web").asString()).isEqualTo("./cmd");
        assertThat(answer.json().get("stack").asString()).isEqualTo("container");
        assertThat(DEV.get(path + "/build/").json()).isEqualTo(answer.json());
        var release = DEV.get(path + "/releases/v2/").json();
        assertThat(release.get("summary").asString()).isEqualTo("dev deployed drycc/example-go:latest");
        assertThat(release.get("state").asString()).isEqualTo("succeed");
        assertThat(pods()).hasSize(1);
    }

    @Test
    void pulls_that_cannot_be_are_refused_and_release_nothing() {
        for (var image : List.of(
                "",
                "A B",
                "127.0.0.1:5000/a/b",
                "localhost/a",
                "localhost:5000/a",
                "sha256:" + "a".repeat(64),
                "d95",
                "cafe",
                "dir:etc",
                "no/such:image",
                "../x",
                "-x")) {
            assertThat(pull(Map.of("image", image)).status()).as(image).isEqualTo(400);
        }
        assertThat(pull(Map.of()).json().get("image").get(0).asString()).isEqualTo("This field is required.");
        for (var procfile : List.of(
                "[]",
                "\"web: x\"",
                "{\"web\":null}",
                "{\"web\":\"\"}",
                "{\"web\":5}",
                "{\"run\":\"x\"}",
                "{\"Web\":\"x\"}")) {
            var body = "{\"image\":\"drycc/example-go:latest\",\"procfile\":" + procfile + "}";
            assertThat(DEV.post(path + "/build/", body).status()).as(procfile).isEqualTo(400);
        }
        assertThat(DEV.get(path + "/releases/").json().get("count").asInt()).isEqualTo(1);
    }

    @Test
    void an_image_the_platform_built_for_somebody_else_cannot_be_pulled() {
        CONTROLLER
                .engine()
                .image("drycc-test/theirs:git-1", Map.of("cc.drycc.app", "not-mine", "cc.drycc.platform", "test"));

        var answer = pull(Map.of("image", "drycc-test/theirs:git-1"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("no such image");
    }

    @Test
    void a_pull_whose_release_does_not_come_up_says_why() {
        CONTROLLER.engine().onApply(workload -> {
            throw new RolloutFailed("web: never listened on port 8080", List.of());
        });

        var answer = pull(Map.of("image", "drycc/example-go:latest"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asString()).contains("v2 failed: web: never listened on port 8080");
        assertThat(DEV.get(path + "/releases/v2/").json().get("state").asString())
                .isEqualTo("failed");
    }

    @Test
    void scaling_changes_pods_and_structure() {
        run();

        assertThat(DEV.post(path + "/scale/", Map.of("web", 3)).status()).isEqualTo(204);

        assertThat(pods()).hasSize(3);
        assertThat(DEV.get(path + "/").json().get("structure").get("web").asInt())
                .isEqualTo(3);
        for (var wrong : List.of(
                "{\"web\":-1}",
                "{\"web\":1.5}",
                "{\"web\":\"two\"}",
                "{\"web\":null}",
                "{\"web\":true}",
                "{\"web\":[]}",
                "{\"web\":2147483648}",
                "{\"nope\":1}",
                "{\"run\":1}",
                "{}",
                "[]",
                "{\"web\":1,\"web\":2}")) {
            assertThat(DEV.post(path + "/scale/", wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(pods()).hasSize(3);
    }

    @Test
    void scaling_before_the_first_build_is_refused() {
        var answer = DEV.post(path + "/scale/", Map.of("web", 3));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("No build associated with this release");
    }

    @Test
    void pods_are_listed_with_the_fields_of_the_reference() {
        run();

        var answer = DEV.get(path + "/pods/").json();

        assertThat(answer.get("count").asInt()).isEqualTo(1);
        var pod = answer.get("results").get(0);
        assertThat(pod.get("name").asString()).startsWith(name + "-web-");
        assertThat(pod.get("release").asString()).isEqualTo("v2");
        assertThat(pod.get("type").asString()).isEqualTo("web");
        assertThat(pod.get("state").asString()).isEqualTo("up");
        assertThat(pod.get("ready").asString()).isEqualTo("1/1");
        assertThat(pod.get("restarts").asInt()).isZero();
        assertThat(pod.get("started").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(DEV.get(path + "/pods/web/").json()).isEqualTo(answer);
        assertThat(DEV.get(path + "/pods/nope/").status()).isEqualTo(404);
    }

    @Test
    void pods_are_restarted_all_by_type_and_by_name() {
        run();
        for (var what : List.of("", "web/", "POD/")) {
            var before = pods();
            var answer = DEV.post(path + "/pods/" + what.replace("POD", before.getFirst()) + "restart/");
            assertThat(answer.status()).as(what).isEqualTo(200);
            assertThat(answer.json()).hasSize(1);
            assertThat(pods()).hasSize(1).isNotEqualTo(before);
        }
        assertThat(DEV.post(path + "/pods/nope/restart/").status()).isEqualTo(404);
    }

    @Test
    void deleted_pods_are_replaced() {
        run();
        var before = pods();
        var body = "{\"pod_ids\":\"%s\"}".formatted(before.getFirst());

        assertThat(DEV.send("DELETE", path + "/pods/", "application/json", body).status())
                .isEqualTo(204);

        assertThat(pods()).hasSize(1).isNotEqualTo(before);
        assertThat(DEV.send("DELETE", path + "/pods/", "application/json", "{}").status())
                .isEqualTo(400);
        assertThat(DEV.send("DELETE", path + "/pods/", "application/json", "{\"pod_ids\":\"other-web-1\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_one_off_command_gives_its_output_and_exit_code() {
        assertThat(DEV.post(path + "/run/", Map.of("command", "ls")).status()).isEqualTo(400);
        run();

        assertThat(DEV.post(path + "/run/", Map.of("command", "echo hi")).toString())
                .isEqualTo("200 {\"exit_code\":0,\"output\":\"ran echo hi\\n\"}");
        assertThat(DEV.post(path + "/run/", Map.of("command", "exit 3"))
                        .json()
                        .get("exit_code")
                        .asInt())
                .isEqualTo(3);
        for (var wrong : List.of(
                "{}",
                "{\"command\":\"\"}",
                "{\"command\":[{}]}",
                "{\"command\":\"ls\",\"timeout\":0}",
                "{\"command\":\"ls\",\"timeout\":\"x\"}",
                "{\"command\":\"" + "x".repeat(1 << 19) + "\"}")) {
            assertThat(DEV.post(path + "/run/", wrong).status())
                    .as(wrong.substring(0, Math.min(40, wrong.length())))
                    .isEqualTo(400);
        }
    }

    @Test
    void logs_are_plain_text() {
        run();
        var answer = DEV.get(path + "/logs/?log_lines=2");

        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(answer.body().lines()).hasSize(2).last().asString().endsWith("drycc[deploy]: v2 is running");
        for (var wrong : List.of("-5", "abc", "1.5")) {
            assertThat(DEV.get(path + "/logs/?log_lines=" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(DEV.get(path + "/logs/?log_lines=1000000000000").status()).isEqualTo(200);
        assertThat(DEV.get(path + "/pods/" + pods().getFirst() + "/logs/").toString())
                .isEqualTo("200 ");
        assertThat(DEV.get(path + "/pods/other-web-1/logs/").status()).isEqualTo(404);
    }

    @Test
    void followed_lines_come_at_once_until_the_app_is_gone() throws Exception {
        run();
        var token = CONTROLLER
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "dev", "password", "opensesame"))
                .json()
                .get("token")
                .asString();
        var seen = new CopyOnWriteArrayList<String>();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), CONTROLLER.port())) {
            socket.getOutputStream()
                    .write(
                            "GET %s/logs/?follow=true HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: token %s\r\n\r\n"
                                    .formatted(path, token)
                                    .getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var thread = Thread.ofVirtual().start(() -> reader.lines().forEach(seen::add));
            await().untilAsserted(() -> assertThat(seen).anyMatch(line -> line.endsWith("v2 is running")));

            CONTROLLER
                    .engine()
                    .says(
                            CONTROLLER.engine().pods(new AppName(name)).stream()
                                    .map(Pod::name)
                                    .findFirst()
                                    .orElseThrow(),
                            "hello there");
            await().untilAsserted(() -> assertThat(seen).anyMatch(line -> line.endsWith("]: hello there")));

            assertThat(DEV.delete(path + "/").status()).isEqualTo(204);
            thread.join(); // the server ends the answer
        }
    }

    @Test
    void strangers_see_nothing_of_it() {
        run();
        for (var get : List.of("/build/", "/pods/", "/pods/web/", "/logs/")) {
            assertThat(STRANGER.get(path + get).status()).as(get).isEqualTo(404);
            assertThat(CONTROLLER.anonymous().get(path + get).status()).as(get).isEqualTo(401);
        }
        for (var post : List.of("/build/", "/scale/", "/run/", "/pods/restart/", "/pods/web/restart/")) {
            assertThat(STRANGER.post(path + post, Map.of("web", 1)).status())
                    .as(post)
                    .isEqualTo(404);
        }
        assertThat(STRANGER.send("DELETE", path + "/pods/", "application/json", "{\"pod_ids\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(pods()).hasSize(1);
    }

    private void run() {
        var answer = pull(Map.of("image", "drycc/example-go:latest"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private Api.Answer pull(Map<String, Object> body) {
        return DEV.post(path + "/build/", body);
    }

    private List<String> pods() {
        return CONTROLLER.engine().pods(new AppName(name)).stream()
                .map(pod -> pod.name().value())
                .toList();
    }
}
