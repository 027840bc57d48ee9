package cc.drycc.controller.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.SocketClient;
import cc.drycc.controller.testing.TestController;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One-off commands somebody talks to, or nobody waits for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunStreamTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final FakeEngine ENGINE = CONTROLLER.engine();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final String PATH = "/v2/apps/hello/run/";

    @BeforeAll
    static void app() {
        OWNER.post("/v2/apps/", Map.of("id", "hello"));
        CONTROLLER.pushed("hello");
        OWNER.post("/v2/apps/", Map.of("id", "empty"));
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void it_runs_in_the_current_release_and_is_talked_to() throws Exception {
        try (var socket = OWNER.socket(PATH)
                .text("{\"stdin\":true,\"command\":[\"cat\"],\"timeout\":60,\"expires\":60,\"volumes\":{}}")) {
            socket.channel(0, "typed").binary(new byte[] {(byte) 255, 0});

            assertThat(socket.closed()).isEqualTo(1000);
            assertThat(socket.received(1)).isEqualTo("typed");
        }
        var job = ENGINE.jobs().getLast();
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(job.env()).containsEntry("DRYCC_APP", "hello");
        assertThat(ENGINE.processes().getLast().closed()).isTrue();
    }

    @Test
    void the_words_are_one_line_for_the_shell() throws Exception {
        try (var socket = OWNER.socket(PATH).text("{\"command\":[\"echo\",\"a  b\",\"c\"]}")) {
            assertThat(socket.closed()).isEqualTo(1000);
        }
        assertThat(ENGINE.jobs().getLast().command()).containsExactly("echo a  b c");
    }

    @Test
    void who_hangs_up_ends_it_and_makes_room() {
        for (int i = 0; i < 20; i++) {
            var socket = OWNER.socket(PATH).text("{\"stdin\":true,\"command\":[\"hang\"]}");
            socket.channel(0, "x");
            int number = i;
            await().until(() -> ENGINE.processes().getLast().read().equals("x"));
            socket.abort();
            await("run " + number).until(() -> ENGINE.processes().getLast().closed());
        }
    }

    static Stream<String> refused() {
        return Stream.of(
                "{\"command\":[\"ls\"],\"timeout\":0}",
                "{\"command\":[\"ls\"],\"timeout\":\"x\"}",
                "{\"command\":[\"ls\"],\"timeout\":99999999}",
                "{\"command\":[\"ls\"],\"expires\":-1}",
                "{\"command\":[\"ls\"],\"volumes\":{\"data\":\"/data\"}}",
                "{\"command\":[\"ls\"],\"volumes\":7}",
                "{\"command\":[\"  \"]}");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_cannot_be_run_closes_the_socket_with_the_reason(String first) throws Exception {
        int before = ENGINE.jobs().size();
        try (var socket = OWNER.socket(PATH).text(first)) {
            assertThat(socket.closed()).isEqualTo(1008);
            assertThat(socket.reason()).isNotEmpty();
        }
        assertThat(ENGINE.jobs()).hasSize(before);
    }

    @Test
    void without_a_build_there_is_nothing_to_run_in() throws Exception {
        try (var socket = OWNER.socket("/v2/apps/empty/run/").text("{\"command\":[\"ls\"]}")) {
            assertThat(socket.closed()).isEqualTo(1008);
            assertThat(socket.reason()).isEqualTo("no build available, please deploy a release");
        }
        assertThatThrownBy(() -> OWNER.socket("/v2/apps/nothing-there/run/"))
                .isInstanceOfSatisfying(
                        SocketClient.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void volumes_are_refused_as_long_as_there_are_none() {
        var answer = OWNER.post(PATH, Map.of("command", "ls", "volumes", Map.of("data", "/data")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"volumes\"", "no volumes yet");
    }

    @Test
    void nobody_waits_for_a_detached_one_and_its_output_is_in_the_log() {
        assertThat(OWNER.post(PATH, Map.of("command", "exit 3", "detach", true)).status())
                .isEqualTo(204);
        await().untilAsserted(() -> assertThat(OWNER.get("/v2/apps/hello/logs/").body())
                .contains("drycc[run]: ran exit 3\n")
                .containsPattern("drycc\\[run]: hello-run-[a-z0-9]{5} ended with exit code 3\n"));
    }

    @Test
    void the_later_client_never_waits() {
        var later = OWNER.with("User-Agent", "Drycc Client v1.10.2");

        assertThat(later.post(PATH, "{\"command\":\"ls\",\"volumes\":null,\"timeout\":3600,\"expires\":3600}")
                        .status())
                .isEqualTo(204);
    }
}
