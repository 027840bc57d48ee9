package cc.drycc.e2e.crowd;

import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a person's programs use it. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Platform platform;
    private final String token;

    private Api(Platform platform, String token) {
        this.platform = platform;
        this.token = token;
    }

    /** With the token of this person's profile. */
    static Api of(Platform platform, Person person) {
        try {
            var profile = JSON.readTree(Files.readString(person.home().resolve(".drycc/client.json")));
            return new Api(platform, profile.get("token").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came back.
     *
     * @param status 0 when nothing did
     */
    record Answer(int status, String body, OptionalInt release) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        boolean isGood() {
            return status / 100 == 2;
        }
    }

    Platform platform() {
        return platform;
    }

    Answer get(String path) throws InterruptedException {
        return send("GET", path, null);
    }

    /** What is there, which must be. */
    JsonNode read(String path) throws InterruptedException {
        var answer = get(path);
        if (answer.status() != 200) {
            throw new AssertionError("GET " + path + ": " + answer);
        }
        return answer.json();
    }

    /** Every entry of a list, page by page. */
    Stream<JsonNode> all(String path) throws InterruptedException {
        var all = Stream.<JsonNode>empty();
        for (int offset = 0; ; offset += 100) {
            var page = read(path + "?limit=100&offset=" + offset).get("results");
            all = Stream.concat(all, page.valueStream());
            if (page.size() < 100) {
                return all;
            }
        }
    }

    Answer post(String path, Object body) throws InterruptedException {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    Answer delete(String path) throws InterruptedException {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, @Nullable String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(platform.controller() + path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "token " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            var release = response.headers().firstValueAsLong("X-Drycc-Release");
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    release.isPresent() ? OptionalInt.of((int) release.getAsLong()) : OptionalInt.empty());
        } catch (IOException e) {
            return new Answer(0, "%s %s, %s: %s".formatted(method, path, Instant.now(), e), OptionalInt.empty());
        }
    }
}
