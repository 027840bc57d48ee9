package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.Version;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Requests to one controller. Redirects are not followed: the token is for this address only. */
public final class Api implements AutoCloseable {

    private final String controller;
    private final Optional<String> token;
    private final PrintStream warnings;
    private final Patience patience;
    private final HttpClient client;
    private boolean warned;

    Api(String controller, Optional<String> token, Certificates certificates, Surroundings around, Patience patience) {
        this.controller = controller;
        this.token = token;
        this.warnings = around.err();
        this.patience = patience;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect());
        new Proxies(around).choice(controller).ifPresent(proxy -> {
            builder.proxy(proxy.selector());
            proxy.authenticator().ifPresent(builder::authenticator);
        });
        if (controller.startsWith("https:")) {
            builder.sslContext(certificates.context());
        }
        this.client = builder.build();
    }

    /**
     * @param controller its URL, see {@link ControllerUrl}
     * @param token of who is logged in
     * @param around where warnings go, and where the proxy is named
     */
    public static Api of(String controller, Optional<String> token, Certificates certificates, Surroundings around) {
        return new Api(controller, token, certificates, around, Patience.DEFAULT);
    }

    /** A path segment of a name. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is there; it is always JSON. */
    public JsonNode get(String path) {
        var body = send("GET", path, Optional.empty()).body();
        if (body.isMissingNode()) {
            throw notAController();
        }
        return body;
    }

    /** What is there, if it is: 404 is an answer. */
    public Optional<JsonNode> find(String path) {
        var response = exchange(request("GET", path, Optional.empty()).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() >= 300) {
            throw refusal(response, response.body());
        }
        return Optional.of(parsed(response.body()));
    }

    /** A page of a list: {@code {"count": …, "results": […]}}. */
    public JsonNode list(String path) {
        var body = get(path);
        if (!body.path("results").isArray()) {
            throw notAController();
        }
        return body;
    }

    public Answer post(String path, JsonNode body) {
        return send("POST", path, Optional.of(body));
    }

    public Answer post(String path) {
        return send("POST", path, Optional.empty());
    }

    public Answer put(String path, JsonNode body) {
        return send("PUT", path, Optional.of(body));
    }

    public Answer patch(String path) {
        return send("PATCH", path, Optional.empty());
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    public Answer delete(String path, JsonNode body) {
        return send("DELETE", path, Optional.of(body));
    }

    /** A stream of text as it comes; the caller closes it. */
    public InputStream stream(String path) {
        return streamed(
                exchange(request("GET", path, Optional.empty()).build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** The same, with what it is. */
    public Download download(String path) {
        var response =
                exchange(request("GET", path, Optional.empty()).build(), HttpResponse.BodyHandlers.ofInputStream());
        return new Download(
                streamed(response),
                response.headers().firstValue("Content-Type").orElse(""));
    }

    private InputStream streamed(HttpResponse<InputStream> response) {
        if (response.statusCode() >= 300) {
            try (var body = response.body()) {
                throw refusal(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new CliProblem("the connection to " + controller + " broke", e);
            }
        }
        return response.body();
    }

    /**
     * Sends a file; gives what is answered as it comes, which the caller closes. Who is refused has not sent all of it.
     *
     * @param type its media type
     */
    public InputStream upload(String path, String type, Path file) {
        try {
            var request = request("POST", path, Optional.empty())
                    .header("Content-Type", type)
                    .expectContinue(true)
                    .POST(HttpRequest.BodyPublishers.ofFile(file));
            return streamed(exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (FileNotFoundException e) {
            throw new CliProblem("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A stream both ways; the caller closes it.
     *
     * @throws NotASocket when there is an answer instead
     */
    public LiveSocket socket(String path, LiveSocket.Frames frames) {
        var live = new LiveSocket();
        var builder = client.newWebSocketBuilder()
                .connectTimeout(patience.look())
                .header("User-Agent", "drycc-java/" + Version.CLIENT)
                .header("Origin", controller);
        token.ifPresent(value -> builder.header("Authorization", "token " + value));
        var address = URI.create("ws" + controller.substring("http".length()) + path);
        try {
            return live.opened(builder.buildAsync(address, new LiveSocket.Ears(frames, live))
                    .join());
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case WebSocketHandshakeException refused ->
                    new NotASocket(refusal(
                            refused.getResponse(), refused.getResponse().body() instanceof String body ? body : ""));
                case IOException failure -> Unreachable.problem(failure, controller);
                case null, default -> e;
            };
        }
    }

    /** What the controller says it is, logged in or not. */
    public ServerVersions versions() {
        var headers = exchange(
                        request("GET", "/healthz", Optional.empty()).build(), HttpResponse.BodyHandlers.discarding())
                .headers();
        var api = headers.firstValue("DRYCC_API_VERSION").orElseThrow(this::notAController);
        return new ServerVersions(
                api, headers.firstValue("DRYCC_PLATFORM_VERSION").orElse("unknown"));
    }

    /** Whether a controller answers there: {@code GET /v2/} without a token is 401. */
    public void check() {
        var response = exchange(request("GET", "/v2/", Optional.empty()).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 == 3) {
            throw refusal(response, "");
        }
        if (response.statusCode() != 401) {
            throw new CliProblem(
                    controller + " does not appear to be a valid Drycc controller."
                            + " Make sure that the Controller URI is correct, the server is running and your Drycc version is correct.");
        }
    }

    /** Whether the controller takes our token. */
    public boolean isWelcome() {
        return exchange(request("GET", "/v2/", Optional.empty()).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                != 401;
    }

    private Answer send(String method, String path, Optional<JsonNode> body) {
        var response = exchange(request(method, path, body).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refusal(response, response.body());
        }
        return new Answer(parsed(response.body()), response.headers().firstValue("X-Drycc-Release"));
    }

    private CliProblem refusal(HttpResponse<?> response, String body) {
        if (response.statusCode() < 400) {
            return Refusals.elsewhere(controller, response.headers().firstValue("Location"));
        }
        return Refusals.problem(response.statusCode(), body, controller);
    }

    private HttpRequest.Builder request(String method, String path, Optional<JsonNode> body) {
        var request = HttpRequest.newBuilder(URI.create(controller + path))
                .timeout(method.equals("GET") ? patience.look() : patience.change())
                .header("Accept", "application/json, text/plain")
                .header("User-Agent", "drycc-java/" + Version.CLIENT);
        token.ifPresent(value -> request.header("Authorization", "token " + value));
        body.ifPresent(json -> request.header("Content-Type", "application/json"));
        return request.method(
                method,
                body.map(json -> HttpRequest.BodyPublishers.ofString(Json.compact(json)))
                        .orElse(HttpRequest.BodyPublishers.noBody()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            var response = client.send(request, handler);
            warnAboutVersions(response);
            return response;
        } catch (IOException e) {
            throw Unreachable.problem(e, controller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }

    private void warnAboutVersions(HttpResponse<?> response) {
        var server = response.headers().firstValue("DRYCC_API_VERSION");
        if (!warned && server.isPresent() && !server.get().equals(Version.API)) {
            warned = true;
            warnings.println("!    WARNING: Client and server API versions do not match. Please consider upgrading.");
            warnings.println("!    Client version: " + Version.API);
            warnings.println("!    Server version: " + server.get());
        }
    }

    private JsonNode parsed(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            throw notAController();
        }
    }

    private CliProblem notAController() {
        return new CliProblem(
                controller + " did not answer as a controller does; is this its address, or is a proxy in between?");
    }

    /** Ends its threads at once: one that waits in the kernel holds up the end of the process by 0.3 s. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
