package cc.drycc.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A real HTTP server with canned answers, which remembers what it was asked. Anything else is 404. */
public final class CannedController implements AutoCloseable {

    private final HttpServer server;
    private final String scheme;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One answer. */
    public record Reply(int status, String body, Map<String, String> headers) {

        public Reply with(String header, String value) {
            var all = new ConcurrentHashMap<>(headers);
            all.put(header, value);
            return new Reply(status, body, all);
        }
    }

    /** One request. */
    public record Asked(
            String line, Optional<String> authorization, Optional<String> proxyAuthorization, String body) {}

    public CannedController() {
        this(plain(), "http");
    }

    private CannedController(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.start();
        on("GET /v2/", reply(401, "{\"detail\": \"Authentication credentials were not provided.\"}"));
    }

    /** One that talks TLS with the certificate of the context. */
    public static CannedController overTls(SSLContext context) {
        try {
            var server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new CannedController(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(anyPort(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public static Reply reply(int status, String body) {
        return new Reply(status, body, Map.of());
    }

    /** @param line such as {@code GET /v2/apps/?limit=2} */
    public CannedController on(String line, Reply reply) {
        replies.put(line, reply);
        return this;
    }

    public CannedController on(String line, String json) {
        return on(line, reply(line.startsWith("POST") ? 201 : 200, json));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    line,
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    Optional.ofNullable(headers.getFirst("Proxy-Authorization")),
                    body));
            var reply = replies.getOrDefault(line, reply(404, "{\"detail\": \"Not found.\"}"));
            exchange.getResponseHeaders().add("DRYCC_API_VERSION", Version.API);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    /** Everything it was asked, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What it was asked last. */
    public Asked lastAsked() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
