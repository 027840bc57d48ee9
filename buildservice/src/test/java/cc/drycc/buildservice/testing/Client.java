package cc.drycc.buildservice.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a build service as any program would. */
public record Client(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came back. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The {@code Error} of a refusal. */
        public String error() {
            return json().path("Error").asString("");
        }
    }

    public Answer post(String json, String... headers) {
        return send(builder("/api/v1/build", headers).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer get(String path, String... headers) {
        return send(builder(path, headers).GET());
    }

    public Answer delete(String path, String... headers) {
        return send(builder(path, headers).DELETE());
    }

    private HttpRequest.Builder builder(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Orders and returns the job's identifier. */
    public String order(String json, String... headers) {
        var answer = post(json, headers);
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().path("JobIdentifier").asString();
    }

    public String status(String job, String... headers) {
        return get("/api/v1/" + job + "/status", headers).json().path("Status").asString();
    }

    public String logs(String job, String... headers) {
        return get("/api/v1/" + job + "/logs", headers).json().path("Logs").asString();
    }

    /** The status once nothing more happens. */
    public String ended(String job) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(job).matches("(?s)Finished|Failed.*"));
        return status(job);
    }
}
