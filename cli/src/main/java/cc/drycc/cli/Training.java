package cc.drycc.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * What {@code bin/drycc} runs once to fill the class cache: the ways through the program that most calls take, against a
 * server that has one answer for all of them.
 */
final class Training {

    private static final String ANSWER = """
            {"count": 1, "id": "a", "token": "t", "url": "a.localhost", "values": {"A": "1"}, "exit_code": 0,
             "results": [{"id": "a", "name": "a-web-1", "state": "up", "version": 1, "summary": "s", "restarts": 0}]}
            """;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            int status = exchange.getRequestURI().getPath().equals("/v2/") ? 401 : 200;
            exchange.getResponseHeaders().add("DRYCC_API_VERSION", Version.API);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        var profile = Files.createTempFile("drycc-training", ".json");
        try {
            everyWay("http://127.0.0.1:" + server.getAddress().getPort(), profile.toString());
        } finally {
            server.stop(0);
            Files.delete(profile);
        }
    }

    private static void everyWay(String controller, String profile) {
        var drycc = new Drycc(Surroundings.ofProcess());
        for (var words : List.of(
                List.of("version"),
                List.of("help"),
                List.of("help", "config"),
                List.of("help", "apps", "create"),
                List.of("crate"),
                List.of("login", controller, "--username=x", "--password=x", "-c", profile),
                List.of("-c", profile, "whoami"),
                List.of("-c", profile, "apps", "list"),
                List.of("-c", profile, "info", "-a", "x"),
                List.of("-c", profile, "scale", "web=1", "-a", "x"),
                List.of("-c", profile, "config", "set", "A=1", "-a", "x"),
                List.of("-c", profile, "config", "-a", "x"),
                List.of("-c", profile, "releases", "-o", "json", "-a", "x"),
                List.of("-c", profile, "logs", "-a", "x"),
                List.of("login", "http://127.0.0.1:9"))) {
            drycc.run(words);
        }
    }
}
