package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineInfo;
import cc.drycc.engine.EngineProblem;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One engine's API. Short calls and endless streams have connections of their own, so that a stream never times out and a
 * stuck call never waits for ever.
 */
public final class Daemon implements AutoCloseable {

    /** The oldest version of Podman's own API that we speak. */
    private static final String LIBPOD = "/v4.0.0";

    /** What our tests run against; Docker 20.10 and Podman 4.3 speak no newer one. */
    private static final RemoteApiVersion TESTED = RemoteApiVersion.parseConfig("1.41");

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final URI host;
    private final EngineInfo info;
    private final DockerClient client;
    private final DockerHttpClient streams;

    private Daemon(URI host, EngineInfo info, DockerClient client, DockerHttpClient streams) {
        this.host = host;
        this.info = info;
        this.client = client;
        this.streams = streams;
    }

    /**
     * Connects and negotiates the API version: 1.41 when the engine still speaks it, else the oldest one it does.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}
     * @throws EngineProblem when nothing answers there
     */
    public static Daemon connect(URI host) {
        Version version = askVersion(host);
        RemoteApiVersion api = negotiate(version);
        DockerClientConfig config = config(host, Optional.of(api));
        DockerClient client = DockerClientImpl.getInstance(config, transport(host, Optional.of(ANSWER)));
        EngineInfo info = new EngineInfo(product(version), version.getVersion(), api.getVersion(), version.getArch());
        return new Daemon(host, info, client, transport(host, Optional.empty()));
    }

    private static Version askVersion(URI host) {
        try (DockerClient first =
                DockerClientImpl.getInstance(config(host, Optional.empty()), transport(host, Optional.of(ANSWER)))) {
            return first.versionCmd().exec();
        } catch (IOException | RuntimeException e) {
            throw away(host, e);
        }
    }

    private static RemoteApiVersion negotiate(Version version) {
        RemoteApiVersion oldest = RemoteApiVersion.parseConfigWithDefault(version.getMinAPIVersion());
        return !oldest.equals(RemoteApiVersion.UNKNOWN_VERSION) && oldest.isGreater(TESTED) ? oldest : TESTED;
    }

    private static String product(Version version) {
        List<VersionComponent> parts =
                Optional.ofNullable(version.getComponents()).orElse(List.of());
        return parts.stream()
                        .anyMatch(part -> String.valueOf(part.getName())
                                .toLowerCase(Locale.ROOT)
                                .contains("podman"))
                ? "podman"
                : "docker";
    }

    private static DockerClientConfig config(URI host, Optional<RemoteApiVersion> version) {
        DefaultDockerClientConfig.Builder config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerTlsVerify(false)
                .withDockerHost(host.toString());
        version.ifPresent(config::withApiVersion);
        return config.build();
    }

    private static DockerHttpClient transport(URI host, Optional<Duration> answerWithin) {
        ApacheDockerHttpClient.Builder transport = new ApacheDockerHttpClient.Builder()
                .dockerHost(host)
                .maxConnections(1_000)
                .connectionTimeout(CONNECT);
        answerWithin.ifPresent(transport::responseTimeout);
        return transport.build();
    }

    /** Which engine this is. */
    public EngineInfo info() {
        return info;
    }

    /** Whether this is Podman, for the few places where the two differ. */
    public boolean isPodman() {
        return info.name().equals("podman");
    }

    /**
     * Makes one short call.
     *
     * @throws Refused when the engine says no
     * @throws EngineProblem when it does not answer
     */
    <T> T call(Function<DockerClient, T> ask) {
        try {
            return ask.apply(client);
        } catch (DockerException e) {
            throw Refused.of(e.getHttpStatus(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw away(host, e);
        }
    }

    /**
     * Opens a stream: the answer's body is read by the caller, who closes the response.
     *
     * @param path with its query, without the API version; below {@code /libpod/} Podman's own API
     * @param body what is sent, if anything
     * @throws Refused when the engine says no
     * @throws EngineProblem when it does not answer
     */
    public DockerHttpClient.Response stream(
            DockerHttpClient.Request.Method method,
            String path,
            Map<String, String> headers,
            Optional<InputStream> body) {
        DockerHttpClient.Request.Builder request = DockerHttpClient.Request.builder();
        request.method(method);
        request.path(versioned(path)).putAllHeaders(headers);
        body.ifPresent(request::body);
        return answer(request.build());
    }

    private String versioned(String path) {
        return (path.startsWith("/libpod/") ? LIBPOD : "/v" + info.apiVersion()) + path;
    }

    /** Where it listens. */
    URI host() {
        return host;
    }

    /** Whether the engine runs on this machine. */
    public boolean isLocal() {
        return "unix".equals(host.getScheme());
    }

    /** Asks Podman's own API, for what the common one does not tell. */
    DockerHttpClient.Response podman(String path) {
        DockerHttpClient.Request.Builder request = DockerHttpClient.Request.builder();
        request.method(DockerHttpClient.Request.Method.GET);
        request.path(versioned("/libpod" + path));
        return answer(request.build());
    }

    /**
     * Opens a stream that both sides write to, such as an attach. What we send is nothing.
     *
     * @throws Refused when the engine does not switch; the transport does not pass its words on
     */
    DockerHttpClient.Response hijack(String path) {
        DockerHttpClient.Request.Builder request = DockerHttpClient.Request.builder();
        request.method(DockerHttpClient.Request.Method.POST);
        request.path("/v" + info.apiVersion() + path)
                .putHeader("Accept", "application/octet-stream")
                .hijackedInput(InputStream.nullInputStream());
        return answer(request.build());
    }

    /**
     * Posts JSON and turns the connection into a pipe, of which each side can be ended alone.
     *
     * @throws Refused when the engine says no
     * @throws EngineProblem when it does not answer
     */
    Hijacked hijackBothWays(String path, String json) {
        try {
            return Hijacked.post(host, "/v" + info.apiVersion() + path, json);
        } catch (IOException e) {
            throw away(host, e);
        }
    }

    private DockerHttpClient.Response answer(DockerHttpClient.Request request) {
        DockerHttpClient.Response response;
        try {
            response = streams.execute(request);
        } catch (RuntimeException e) {
            if (String.valueOf(e.getMessage()).contains("Expected 101 Switching Protocols")) {
                throw new Refused(409, "the container's output cannot be attached to");
            }
            throw away(host, e);
        }
        if (response.getStatusCode() >= 400) {
            try (response) {
                throw Refused.of(
                        response.getStatusCode(),
                        new String(response.getBody().readNBytes(65_536), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw away(host, e);
            }
        }
        return response;
    }

    private static EngineProblem away(URI host, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new EngineProblem(
                "The container engine at %s does not answer (%s). Is it running, and may this user use its socket?"
                        .formatted(host, root),
                cause);
    }

    @Override
    public void close() {
        try (streams;
                client) {
            // both hold only pooled connections
        } catch (IOException e) {
            throw new EngineProblem("The connection to the container engine could not be closed", e);
        }
    }
}
