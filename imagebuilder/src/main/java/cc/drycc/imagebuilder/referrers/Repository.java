package cc.drycc.imagebuilder.referrers;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.RegistryLogin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One repository of a registry (OCI distribution 1.1): requests, with the password or token it asks for. */
final class Repository {

    private static final Logger LOG = LoggerFactory.getLogger(Repository.class);
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.[0-9.]+)(?::[0-9]+)?");
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A manifest has no more (OCI distribution 1.1, "Pushing Manifests"). */
    private static final long LARGEST = 4 << 20;

    private final Subject subject;
    private final HttpClient http;
    private final URI base;
    private Optional<String> authorization = Optional.empty();

    private Repository(Subject subject, HttpClient http, URI base) {
        this.subject = subject;
        this.http = http;
        this.base = base;
    }

    /** Where the connection need not be safe, TLS is tried first all the same, but to this machine itself. */
    static Repository connect(Subject subject) throws NotAttached, IOException, InterruptedException {
        var host = subject.host().equals("docker.io") ? "registry-1.docker.io" : subject.host();
        var http = Clients.of(subject.security());
        if (subject.security() == Security.VERIFIED) {
            return new Repository(subject, http, URI.create("https://" + host));
        }
        var schemes = LOOPBACK.matcher(host).matches() ? List.of("http", "https") : List.of("https", "http");
        for (String scheme : schemes) {
            var there = new Repository(subject, http, URI.create(scheme + "://" + host));
            if (there.isRegistry()) {
                return there;
            }
        }
        throw new NotAttached("the registry %s does not answer".formatted(subject.host()));
    }

    private boolean isRegistry() throws InterruptedException {
        try {
            int status =
                    once("GET", base.resolve("/v2/"), Map.of(), new byte[0]).statusCode();
            return status == 200 || status == 401;
        } catch (IOException e) {
            LOG.debug("registry={} event=no-answer reason=\"{}\"", base, e.toString());
            return false;
        }
    }

    /**
     * Asks.
     *
     * @param path below the repository, such as {@code manifests/latest}
     */
    HttpResponse<byte[]> ask(String method, String path, Map<String, String> headers, byte[] body)
            throws NotAttached, IOException, InterruptedException {
        return ask(method, base.resolve("/v2/" + subject.repository() + "/" + path), headers, body);
    }

    /** The same where the registry said: {@code Location}, which may be relative. */
    HttpResponse<byte[]> ask(String method, URI place, Map<String, String> headers, byte[] body)
            throws NotAttached, IOException, InterruptedException {
        checkPlace(place);
        var answer = once(method, place, headers, body);
        if (answer.statusCode() != 401) {
            return answer;
        }
        var challenge = Challenge.of(answer.headers().allValues("WWW-Authenticate"), subject.repository());
        authorization = Optional.of(answerTo(challenge.orElseThrow(this::refused)));
        return once(method, place, headers, body);
    }

    /** A place the registry named, as an address. */
    URI resolve(String location) {
        return base.resolve(location);
    }

    private HttpResponse<byte[]> once(String method, URI place, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(place)
                .timeout(ANSWER)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (ours(place)) {
            authorization.ifPresent(value -> request.header("Authorization", value));
        }
        return http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    }

    /** A registry may name other servers, but not those that tell a machine about itself (threat model, row 12). */
    private void checkPlace(URI place) throws NotAttached {
        var host = Optional.ofNullable(place.getHost()).orElse("");
        if (!ours(place) && !RegistryAddress.isPossible(host)) {
            throw new NotAttached(
                    "the registry %s names a server that is none of a registry's".formatted(subject.host()));
        }
    }

    private boolean ours(URI place) {
        return base.getScheme().equals(place.getScheme())
                && base.getRawAuthority().equals(place.getRawAuthority());
    }

    private String answerTo(Challenge challenge) throws NotAttached, IOException, InterruptedException {
        return switch (challenge) {
            case Challenge.Basic basic -> basic(subject.login().orElseThrow(this::refused));
            case Challenge.Bearer bearer -> "Bearer " + token(bearer.from());
        };
    }

    private String token(URI from) throws NotAttached, IOException, InterruptedException {
        if (!"https".equals(from.getScheme()) && !"http".equals(base.getScheme())) {
            throw new NotAttached(
                    "the registry %s wants the password to be sent in the clear".formatted(subject.host()));
        }
        checkPlace(from);
        var request = HttpRequest.newBuilder(from).timeout(ANSWER);
        subject.login().ifPresent(login -> request.header("Authorization", basic(login)));
        var answer = http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        if (answer.statusCode() != 200) {
            throw refused();
        }
        try {
            var json = JsonMapper.shared().readTree(answer.body());
            var token = json.path("token").asString(json.path("access_token").asString(""));
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
        } catch (JacksonException e) {
            throw refused();
        }
        throw refused();
    }

    private static String basic(RegistryLogin login) {
        var both = login.username() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private NotAttached refused() {
        return new NotAttached("the registry %s wants another user or password".formatted(subject.host()));
    }
}
