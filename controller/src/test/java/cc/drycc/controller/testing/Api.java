package cc.drycc.controller.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person at the API: real requests to a started controller, with a token or without. Each answer must be one that the
 * contract has.
 */
public final class Api {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final List<String> headers;

    private Api(int port, List<String> headers) {
        this.port = port;
        this.headers = List.copyOf(headers);
    }

    /** Somebody without a token. */
    public static Api anonymous(int port) {
        return new Api(port, List.of());
    }

    /** The same person with one more header. */
    public Api with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Api(port, more);
    }

    /** Somebody with this token. */
    public Api as(String token) {
        return anonymous(port).with("Authorization", "token " + token);
    }

    /** Logs in, which must succeed. */
    public Api login(String username, String password) {
        var answer = anonymous(port).post("/v2/auth/login/", Map.of("username", username, "password", password));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return as(answer.json().get("token").asString());
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** Asks for what goes on and on; returns when it has begun, which must succeed. What came is there when it has ended. */
    public CompletableFuture<String> follow(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .headers(headers.toArray(String[]::new))
                .build();
        var begun = HTTP.sendAsync(request, BodyHandlers.ofInputStream()).join();
        assertThat(begun.statusCode()).isEqualTo(200);
        return CompletableFuture.supplyAsync(() -> text(begun.body()), Executors.newVirtualThreadPerTaskExecutor());
    }

    private static String text(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** Posts JSON: a string as it is, anything else written as JSON. */
    public Answer post(String path, Object body) {
        return send(
                "POST", path, "application/json", body instanceof String text ? text : JSON.writeValueAsString(body));
    }

    /** Posts without a body. */
    public Answer post(String path) {
        return send("POST", path, null, null);
    }

    public Answer send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String type,
            @org.jspecify.annotations.Nullable String body) {
        return sendBytes(method, path, type, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer sendBytes(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String type,
            byte @org.jspecify.annotations.Nullable [] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        try {
            var answer = new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
            ContractCheck.check(method, path, answer);
            if (body != null) {
                ContractCheck.checkTaken(
                        method, path, new String(body, java.nio.charset.StandardCharsets.UTF_8), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a WebSocket.
     *
     * @throws SocketClient.Refused with the answer's status when it does not become one
     */
    public SocketClient socket(String path) {
        return SocketClient.open(HTTP, URI.create("ws://127.0.0.1:" + port + path), headers);
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + body();
        }
    }
}
