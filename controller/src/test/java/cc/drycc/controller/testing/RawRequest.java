package cc.drycc.controller.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request written byte for byte, for what no client library sends. No answer to it may be of class 5xx. */
public final class RawRequest {

    private static final int PATIENCE_MILLIS = 5_000;

    private RawRequest() {}

    /**
     * Sends it, one byte a character, and reads until the other side closes.
     *
     * @return the whole answer; empty when the connection was closed while the request was still being sent
     */
    public static String send(int port, String request) {
        var answer = exchange(port, request);
        assertThat(answer).doesNotStartWith("HTTP/1.1 5").doesNotContain("cc.drycc", "Exception", "Tomcat", "<html");
        return answer;
    }

    private static String exchange(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException closed) {
            return "";
        }
    }
}
