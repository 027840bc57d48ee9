package cc.drycc.controller.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.SocketClient;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.PodName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pod's log as a stream, and a pod looked at closely. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogStreamTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final FakeEngine ENGINE = CONTROLLER.engine();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final Api STRANGER = CONTROLLER.register("stranger");

    @BeforeAll
    static void app() {
        OWNER.post("/v2/apps/", Map.of("id", "hello"));
        CONTROLLER.pushed("hello");
        OWNER.post("/v2/apps/hello/scale/", Map.of("web", 5));
        ENGINE.says(pod(0), "one", "two", "three");
        ENGINE.saidBefore(pod(1), "out of ideas");
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private static PodName pod(int number) {
        return ENGINE.pods(new AppName("hello")).get(number).name();
    }

    private static String path(int number, String what) {
        return "/v2/apps/hello/pods/%s/%s/".formatted(pod(number), what);
    }

    private static SocketClient logs(String first) {
        return OWNER.socket(path(0, "logs")).text(first);
    }

    @Test
    void without_follow_all_of_it_comes_as_one_text() throws Exception {
        try (var socket = logs("{\"lines\":2,\"follow\":false,\"container\":\"\",\"previous\":false}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received()).isEqualTo("two\nthree\n");
            assertThat(socket.frames()).isZero();
        }
    }

    @Test
    void a_long_log_comes_in_pages_that_end_with_a_line() throws Exception {
        var lines = IntStream.range(0, 290).mapToObj(n -> n + " ä".repeat(25)).toArray(String[]::new);
        var longest = "x".repeat(20_000);
        ENGINE.says(pod(3), lines);
        ENGINE.says(pod(3), longest);
        try (var socket = OWNER.socket(path(3, "logs")).text("{\"lines\":291}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.texts()).hasSizeGreaterThan(2).allSatisfy(page -> {
                assertThat(page).endsWith("\n");
                assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_192);
            });
            assertThat(String.join("", socket.texts())).isEqualTo(String.join("\n", lines) + "\n");
            assertThat(socket.frames()).isEqualTo(1);
        }
    }

    @Test
    void a_log_without_a_line_is_no_message() throws Exception {
        try (var socket = OWNER.socket(path(4, "logs")).text("{\"previous\":false}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.texts()).isEmpty();
        }
    }

    static Stream<String> all() {
        return Stream.of(
                "{}",
                "{\"lines\":-1}",
                "{\"lines\":0}",
                "{\"lines\":1000000000000}",
                "{\"lines\":1" + "0".repeat(100) + "}",
                "{\"container\":\"hello-web\"}",
                "{\"container\":\"web\",\"later\":1}");
    }

    @ParameterizedTest(name = "X04 {0}")
    @MethodSource("all")
    void all_of_it_however_that_is_said(String first) throws Exception {
        try (var socket = logs(first)) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received()).isEqualTo("one\ntwo\nthree\n");
        }
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("{\"lines\":\"x\"}", 1008),
                Arguments.of("{\"lines\":1.5}", 1008),
                Arguments.of("{\"container\":\"../x\"}", 1008),
                Arguments.of("{\"container\":\"sidecar\"}", 1008),
                Arguments.of("{\"container\":7}", 1008),
                Arguments.of("{\"follow\":\"yes\"}", 1008),
                Arguments.of("{\"previous\":true}", 1008),
                Arguments.of("lines=3", 1007),
                Arguments.of("", 1007));
    }

    @ParameterizedTest(name = "X04 {0}")
    @MethodSource("nonsense")
    void what_makes_no_sense_closes_the_socket(String first, int code) throws Exception {
        try (var socket = logs(first)) {
            assertThat(socket.closed()).isEqualTo(code);
            assertThat(socket.reason()).isNotEmpty();
        }
    }

    @Test
    void who_follows_sees_new_lines_as_bytes() {
        ENGINE.says(pod(2), "so far");
        try (var socket = OWNER.socket(path(2, "logs")).text("{\"lines\":1,\"follow\":true}")) {
            await().untilAsserted(() -> assertThat(socket.frames()).isEqualTo(1));
            ENGINE.says(pod(2), "and on");
            await().untilAsserted(() -> assertThat(socket.frames()).isEqualTo(2));
        }
    }

    @Test
    void the_run_before_a_restart_can_be_read_both_ways() throws Exception {
        try (var socket = OWNER.socket(path(1, "logs")).text("{\"previous\":true}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received()).isEqualTo("out of ideas\n");
        }
        assertThat(OWNER.get(path(1, "logs") + "?previous=true").body()).isEqualTo("out of ideas\n");
        assertThat(OWNER.get(path(0, "logs") + "?previous=true"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).contains("never restarted"));
        assertThat(OWNER.get(path(0, "logs") + "?container=sidecar").status())
                .as("X04")
                .isEqualTo(404);
        assertThat(OWNER.get(path(0, "logs") + "?container=hello-web").status()).isEqualTo(200);
    }

    @Test
    void strangers_get_no_socket() {
        assertThatThrownBy(() -> STRANGER.socket(path(0, "logs")))
                .isInstanceOfSatisfying(
                        SocketClient.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void a_pod_is_described_as_the_later_client_reads_it() {
        var described = OWNER.get(path(1, "describe")).json();

        assertThat(described.get("count").asInt()).isEqualTo(1);
        var container = described.get("results").get(0);
        assertThat(container.get("container").asString()).isEqualTo("hello-web");
        assertThat(container.get("image").asString()).isEqualTo("drycc/hello:git-060da68f");
        assertThat(container.get("command").get(0).asString()).isEqualTo("/bin/serve");
        assertThat(container.get("args")).hasSize(2);
        assertThat(container.get("state").get("running").get("startedAt").asString())
                .matches("20..-..-..T..:..:..Z");
        assertThat(container.get("lastState").get("terminated").toString())
                .isEqualTo("{\"exitCode\":9,\"reason\":\"Error\",\"startedAt\":\"1970-01-01T00:00:00Z\","
                        + "\"finishedAt\":\"1970-01-01T00:01:00Z\"}");
        assertThat(container.get("ready").asBoolean()).isTrue();
        assertThat(container.get("restartCount").asInt()).isEqualTo(1);
        assertThat(container.get("status").asString()).isEmpty();
        assertThat(container.get("reason").asString()).isEmpty();
        assertThat(OWNER.get("/v2/apps/hello/pods/gone/describe/").status()).isEqualTo(404);
    }
}
