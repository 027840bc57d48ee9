package cc.drycc.controller.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.FakeProcess;
import cc.drycc.controller.testing.SocketClient;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in pods over the wire of the reference client, and the rows "Exec, logs, websockets" of the bad inputs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExecTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final FakeEngine ENGINE = CONTROLLER.engine();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final Api STRANGER = CONTROLLER.register("stranger");

    @BeforeAll
    static void app() {
        running(OWNER, "hello");
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    /** An app with one web pod. */
    private static void running(Api owner, String app) {
        owner.post("/v2/apps/", Map.of("id", app));
        CONTROLLER.pushed(app);
        owner.post("/v2/apps/" + app + "/scale/", Map.of("web", 2));
        owner.post("/v2/apps/" + app + "/scale/", Map.of("web", 1));
    }

    private static String path() {
        return "/v2/apps/hello/pods/%s/exec/"
                .formatted(ENGINE.pods(new AppName("hello")).getFirst().name());
    }

    private static SocketClient exec(String first) {
        return OWNER.socket(path()).text(first);
    }

    private static FakeProcess process() {
        return ENGINE.processes().getLast();
    }

    @Test
    void a_command_tells_its_outputs_and_its_end_on_their_channels() throws Exception {
        try (var socket = exec("{\"tty\":false,\"stdin\":false,\"command\":[\"both\"]}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(1)).isEqualTo("out\n");
            assertThat(socket.received(2)).isEqualTo("err\n");
            assertThat(socket.received(3)).isEqualTo("{\"metadata\":{},\"status\":\"Success\"}");
        }
        assertThat(process().interaction()).isEqualTo(Interaction.NONE);
    }

    @Test
    void the_exit_code_is_a_cause_of_the_failure() throws Exception {
        try (var socket = exec("{\"command\":[\"exit\",\"7\"]}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(3))
                    .contains("\"status\":\"Failure\"", "{\"reason\":\"ExitCode\",\"message\":\"7\"}");
        }
        try (var socket = exec("{\"command\":[\"missing\"]}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(3)).contains("could not start: image has no missing", "126");
        }
    }

    @Test
    void what_is_typed_reaches_the_command_as_text_or_bytes_until_its_end() throws Exception {
        try (var socket = exec("{\"stdin\":true,\"command\":[\"cat\"]}")) {
            socket.channel(0, "one ").text("\0two").binary(new byte[] {(byte) 255, 0});

            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(1)).isEqualTo("one two");
        }
    }

    @Test
    void a_terminal_has_the_size_of_the_window_and_follows_it() throws Exception {
        try (var socket =
                exec("{\"tty\":true,\"stdin\":true,\"command\":[\"size\"],\"size\":{\"Height\":30,\"Width\":100}}")) {
            socket.channel(4, "{\"Height\":31,\"Width\":101}");
            await().untilAsserted(() -> assertThat(socket.received(1)).isEqualTo("31 101\n"));
            assertThat(process().interaction().terminal()).contains(new WindowSize(30, 100));
        }
    }

    @Test
    void the_later_client_without_input_gets_all_of_it_in_its_one_frame() throws Exception {
        try (var socket = OWNER.with("User-Agent", "Drycc Client v1.10.2")
                .with("Origin", "http://127.0.0.1:1234")
                .socket(path())
                .text("{\"tty\":false,\"stdin\":false,\"command\":[\"both\"]}")) {
            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(1)).isEqualTo("out\nerr\n");
            assertThat(socket.frames()).isEqualTo(2);
        }
    }

    @Test
    void who_hangs_up_ends_the_command() {
        for (boolean politely : List.of(true, false)) {
            var socket = exec("{\"stdin\":true,\"command\":[\"hang\"]}");
            int before = ENGINE.processes().size();
            socket.channel(0, "x");
            await().until(() -> process().read().equals("x"));
            if (politely) {
                socket.close();
            } else {
                socket.abort();
            }
            await().until(() -> process().closed());
            assertThat(ENGINE.processes().size()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void who_loses_the_right_loses_the_command() throws Exception {
        var owner = CONTROLLER.register("leaver");
        running(owner, "leaving");
        var pod = ENGINE.pods(new AppName("leaving")).getFirst().name();
        try (var socket = owner.socket("/v2/apps/leaving/pods/" + pod + "/exec/")
                .text("{\"stdin\":true,\"command\":[\"hang\"]}")) {
            socket.channel(0, "x");
            await().until(() -> process().read().equals("x"));

            owner.post("/v2/apps/leaving/", Map.of("owner", "stranger"));

            assertThat(socket.closed()).isEqualTo(1008);
            assertThat(socket.reason()).startsWith("Your right");
            await().until(() -> process().closed());
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("X01 no token", CONTROLLER.anonymous(), "", 401),
                Arguments.of("X01 token in the query", CONTROLLER.anonymous(), "?token=x", 401),
                Arguments.of("X01 somebody else's app", STRANGER, "", 404),
                Arguments.of("X01 page of another host", OWNER.with("Origin", "http://evil.test"), "", 403),
                Arguments.of("X01 page of nowhere", OWNER.with("Origin", "null"), "", 403));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void who_may_not_gets_no_socket(String row, Api person, String query, int status) {
        assertThatThrownBy(() -> person.socket(path() + query))
                .isInstanceOfSatisfying(
                        SocketClient.Refused.class,
                        refused -> assertThat(refused.status()).as(row).isEqualTo(status));
    }

    @Test
    void a_pod_that_is_not_there_gives_no_socket() {
        for (var pod : List.of("hello-web-gone", "..%2fx", "x".repeat(300))) {
            assertThatThrownBy(() -> OWNER.socket("/v2/apps/hello/pods/" + pod + "/exec/"))
                    .isInstanceOfSatisfying(
                            SocketClient.Refused.class,
                            refused -> assertThat(refused.status()).isIn(400, 404));
        }
    }

    @Test
    void a_plain_request_is_refused() {
        assertThat(OWNER.get(path()).status()).as("X08").isEqualTo(400);
        assertThat(OWNER.get(path()).body()).contains("WebSocket");
    }

    static Stream<Arguments> firstFrames() {
        return Stream.of(
                Arguments.of("X02 not JSON", "nonsense", 1007),
                Arguments.of("X02 empty", "", 1007),
                Arguments.of("X02 a list", "[]", 1007),
                Arguments.of("X02 null", "null", 1007),
                Arguments.of("X02 5 MB", "{\"command\":[\"" + "x".repeat(5_000_000) + "\"]}", 1009),
                Arguments.of("X02 no command", "{\"tty\":true}", 1008),
                Arguments.of("X02 empty command", "{\"command\":[]}", 1008),
                Arguments.of("X02 command without a name", "{\"command\":[\"\"]}", 1008),
                Arguments.of("X02 command of numbers", "{\"command\":[1]}", 1008),
                Arguments.of("X02 command as text", "{\"command\":\"ls\"}", 1008),
                Arguments.of("X02 NUL in the command", "{\"command\":[\"a\\u0000b\"]}", 1008),
                Arguments.of("X02 tty as text", "{\"tty\":\"yes\",\"command\":[\"ls\"]}", 1008),
                Arguments.of("X02 100 kB of command", "{\"command\":[\"" + "x".repeat(100_000) + "\"]}", 1008));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstFrames")
    void a_first_frame_nobody_understands_closes_the_socket(String row, String frame, int code) throws Exception {
        int before = ENGINE.processes().size();
        try (var socket = OWNER.socket(path())) {
            try {
                socket.text(frame);
            } catch (java.util.concurrent.CompletionException closedMeanwhile) {
                assertThat(code).as(row).isEqualTo(1009);
            }
            assertThat(socket.closed()).as(row).isEqualTo(code);
        }
        assertThat(ENGINE.processes()).hasSize(before);
    }

    @Test
    void a_binary_first_frame_closes_the_socket() throws Exception {
        try (var socket = OWNER.socket(path())
                .binary("{\"command\":[\"echo\"]}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            assertThat(socket.closed()).as("X02 binary").isEqualTo(1003);
        }
    }

    @Test
    void channels_and_sizes_nobody_knows_are_ignored() throws Exception {
        try (var socket = exec("{\"tty\":true,\"stdin\":true,\"command\":[\"cat\"]}")) {
            socket.binary(new byte[] {(byte) 0xff})
                    .binary(new byte[] {(byte) 0xff, 1})
                    .binary(new byte[] {9, 1})
                    .binary(new byte[0])
                    .text("")
                    .channel(4, "{\"Height\":65536,\"Width\":65536}")
                    .channel(4, "{\"Height\":-1,\"Width\":80}")
                    .channel(4, "{\"Height\":1e300}")
                    .channel(4, "[]")
                    .channel(4, "nonsense")
                    .channel(0, "still there");
            await().untilAsserted(() -> assertThat(socket.received(1)).as("X07").isEqualTo("still there"));
            assertThat(process().size()).as("X07").contains(new WindowSize(24, 80));
        }
    }

    @Test
    void one_person_has_at_most_32_sockets() throws Exception {
        var many = new ArrayList<SocketClient>();
        var busy = CONTROLLER.admin();
        try {
            for (int i = 0; i < SocketDoor.PER_PERSON; i++) {
                many.add(busy.socket(path()));
            }
            assertThatThrownBy(() -> busy.socket(path()))
                    .isInstanceOfSatisfying(
                            SocketClient.Refused.class,
                            refused -> assertThat(refused.status()).as("X05").isEqualTo(429));
            OWNER.socket(path()).close();
        } finally {
            many.forEach(SocketClient::abort);
        }
        await().untilAsserted(() -> busy.socket(path()).close());
    }
}
