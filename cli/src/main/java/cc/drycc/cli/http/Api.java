package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Version;
import cc.drycc.cli.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Requests to one controller. */
public final class Api {

    /** Deploys answer when they are done: as long as a rollout may take. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final String controller;
    private final Optional<String> token;
    private final HttpClient client;
    private boolean warned;

    private Api(String controller, Optional<String> token) {
        this.controller = controller;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .proxy(ProxySelector.getDefault())
                .build();
    }

    /** A controller nobody is logged in to yet. */
    public static Api at(String controller) {
        return new Api(controller, Optional.empty());
    }

    /** As the logged-in user. */
    public static Api as(Profile profile) {
        return new Api(profile.controller(), Optional.of(profile.token()));
    }

    /** A URL as typed: {@code http://} is added when there is no scheme, a trailing slash is dropped. */
    public static String controllerUrl(String typed) {
        var url = typed.contains("://") ? typed : "http://" + typed;
        try {
            var uri = URI.create(url);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            throw new CliProblem(
                    typed + " is not the address of a controller; it looks like http://drycc.example.com", e);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** A path segment of a name. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Answer post(String path, JsonNode body) {
        return send("POST", path, Optional.of(body));
    }

    public Answer post(String path) {
        return send("POST", path, Optional.empty());
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    public Answer delete(String path, JsonNode body) {
        return send("DELETE", path, Optional.of(body));
    }

    /** A stream of text as it comes; the caller closes it. */
    public InputStream stream(String path) {
        var response =
                exchange(request("GET", path, Optional.empty()).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            try (var body = response.body()) {
                throw Refusals.problem(
                        response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8), controller);
            } catch (IOException e) {
                throw new CliProblem("the connection to " + controller + " broke", e);
            }
        }
        return response.body();
    }

    /** Whether a controller answers there: {@code GET /v2/} without a token is 401. */
    public void check() {
        var response =
                exchange(request("GET", "/v2/", Optional.empty()).build(), HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 401) {
            throw new CliProblem(
                    controller + " does not appear to be a valid Drycc controller.\n"
                            + "Make sure that the Controller URI is correct, the server is running and your Drycc version is correct.");
        }
    }

    private Answer send(String method, String path, Optional<JsonNode> body) {
        var response = exchange(request(method, path, body).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw Refusals.problem(response.statusCode(), response.body(), controller);
        }
        return new Answer(parsed(response.body()), response.headers().firstValue("X-Drycc-Release"));
    }

    private HttpRequest.Builder request(String method, String path, Optional<JsonNode> body) {
        var request = HttpRequest.newBuilder(URI.create(controller + path))
                .timeout(LONGEST)
                .header("Accept", "application/json, text/plain")
                .header("User-Agent", "drycc-java/" + Version.CLIENT);
        token.ifPresent(value -> request.header("Authorization", "token " + value));
        body.ifPresent(json -> request.header("Content-Type", "application/json"));
        return request.method(
                method,
                body.map(json -> HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(json)))
                        .orElse(HttpRequest.BodyPublishers.noBody()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            var response = client.send(request, handler);
            warnAboutVersions(response);
            return response;
        } catch (ConnectException e) {
            throw new CliProblem(
                    "cannot reach the controller at " + controller + "; is it running, and is this its address?", e);
        } catch (HttpTimeoutException e) {
            throw new CliProblem("the controller at " + controller + " did not answer in time", e);
        } catch (IOException e) {
            throw new CliProblem("the connection to " + controller + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }

    private void warnAboutVersions(HttpResponse<?> response) {
        var server = response.headers().firstValue("DRYCC_API_VERSION");
        if (!warned && server.isPresent() && !server.get().equals(Version.API)) {
            warned = true;
            System.err.println("!    WARNING: Client and server API versions do not match. Please consider upgrading.");
            System.err.println("!    Client version: " + Version.API);
            System.err.println("!    Server version: " + server.get());
        }
    }

    private JsonNode parsed(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new CliProblem(controller + " did not answer in JSON; is this the address of a controller?", e);
        }
    }
}
