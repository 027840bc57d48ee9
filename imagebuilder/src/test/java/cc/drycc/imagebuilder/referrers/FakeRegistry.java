package cc.drycc.imagebuilder.referrers;

import cc.drycc.engine.Digest;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.RegistryLogin;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a registry as one image and its referrers need; wants a token, which it gives for a password. */
final class FakeRegistry implements AutoCloseable {

    static final RegistryLogin LOGIN = new RegistryLogin("robot", "s3cret");
    private static final String TOKEN = "t0ken";

    final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Where it says its tokens are. */
    volatile String tokensAt;

    private final HttpServer server;
    private final boolean listsReferrers;

    FakeRegistry(boolean listsReferrers) throws IOException {
        this.listsReferrers = listsReferrers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokensAt = "http://" + host() + "/token";
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The image it has. */
    Subject image(Optional<RegistryLogin> login) {
        byte[] manifest = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
        stored.put("/v2/acme/hello/manifests/" + digest(manifest), manifest);
        return new Subject(host(), "acme/hello", new Digest(digest(manifest)), login, Security.UNVERIFIED);
    }

    String text(String path) {
        return new String(stored.getOrDefault("/v2/acme/hello/" + path, new byte[0]), StandardCharsets.UTF_8);
    }

    static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (path.equals("/token")) {
                token(exchange, authorization);
            } else if (!authorization.equals("Bearer " + TOKEN)) {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer realm=\"%s\",service=\"fake\",scope=\"x\"".formatted(tokensAt));
                exchange.sendResponseHeaders(401, -1);
            } else {
                repository(exchange, path, body);
            }
        }
    }

    private static void token(HttpExchange exchange, String authorization) throws IOException {
        var wanted = Base64.getEncoder().encodeToString("robot:s3cret".getBytes(StandardCharsets.UTF_8));
        if (!authorization.equals("Basic " + wanted)) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        send(exchange, 200, ("{\"token\": \"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private void repository(HttpExchange exchange, String path, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                exchange.getResponseHeaders().add("Location", "/v2/acme/hello/blobs/uploads/1?state=a");
                exchange.sendResponseHeaders(202, -1);
            }
            case "PUT" -> {
                stored.put(path.endsWith("/1") ? "/v2/acme/hello/blobs/" + digest(body) : path, body);
                if (listsReferrers && path.contains("/manifests/")) {
                    exchange.getResponseHeaders().add("OCI-Subject", "sha256:0");
                }
                exchange.sendResponseHeaders(201, -1);
            }
            default -> {
                var found = stored.get(path);
                if (found == null || exchange.getRequestMethod().equals("HEAD")) {
                    exchange.sendResponseHeaders(found == null ? 404 : 200, -1);
                } else {
                    exchange.getResponseHeaders()
                            .add("Content-Type", "application/vnd.docker.distribution.manifest.v2+json");
                    send(exchange, 200, found);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
