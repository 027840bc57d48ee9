package cc.drycc.controller.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeProcess;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** X05: clients that are there but do nothing: no reading, no sign of life. What runs for them ends within 30 s. */
class SilentClientIT {

    private static final TestController CONTROLLER = TestController.start();
    private static final Duration SOON = Duration.ofSeconds(30);

    private static String token = "";

    @BeforeAll
    static void app() {
        Api owner = CONTROLLER.register("owner");
        token = CONTROLLER
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "owner", "password", "opensesame"))
                .json()
                .get("token")
                .asString();
        owner.post("/v2/apps/", Map.of("id", "hello"));
        CONTROLLER.pushed("hello");
        owner.post("/v2/apps/hello/scale/", Map.of("web", 2));
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private static FakeProcess of(String command) {
        return CONTROLLER.engine().processes().stream()
                .filter(process -> process.command().getFirst().equals(command))
                .findFirst()
                .orElseThrow();
    }

    /** A socket opened by hand, and nothing more: no pong is ever sent, no byte ever read. */
    private static Socket open(String command) throws IOException {
        var pod = CONTROLLER.engine().pods(new AppName("hello")).getFirst().name();
        var client = new Socket();
        client.setReceiveBufferSize(4_096);
        client.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), CONTROLLER.port()));
        client.getOutputStream()
                .write(("GET /v2/apps/hello/pods/" + pod + "/exec/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: token "
                                + token
                                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) client.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        client.getOutputStream().write(frame("{\"command\":[\"" + command + "\"]}"));
        return client;
    }

    /** A text frame of at most 125 bytes with the mask 0 (RFC 6455 §5.2). */
    private static byte[] frame(String text) {
        var payload = text.getBytes(StandardCharsets.US_ASCII);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | payload.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    @Test
    void who_never_reads_or_never_answers_loses_the_command() throws Exception {
        try (var deaf = open("flood");
                var dumb = open("hang")) {
            await().until(() -> CONTROLLER.engine().processes().size() == 2);
            long begun = System.nanoTime();

            await().atMost(SOON).until(() -> of("flood").closed() && of("hang").closed());

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(5));
            assertThat(deaf.isClosed() || dumb.isClosed()).isFalse();
        }
    }
}
