package cc.drycc.server.workflow;

import cc.drycc.server.Server;
import cc.drycc.server.ServerSettings;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;

/**
 * What the class cache is made from: a whole platform in a folder of its own, started, asked the usual questions, stopped
 * and wiped.
 */
final class Training {

    private static final String PASSWORD = "training-run-only";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private String token = "";

    private Training(int port) {
        this.api = "http://127.0.0.1:" + port + "/v2/";
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = new ServerSettings(Path.of(arguments[0]), "localhost", freePort(), freePort());
        var environment = new HashMap<>(System.getenv());
        environment.remove("DRYCC_DATABASE_URL");
        environment.put("DRYCC_ADMIN_USERNAME", "training");
        environment.put("DRYCC_ADMIN_PASSWORD", PASSWORD);
        try (var _ = Server.start(settings, environment)) {
            new Training(settings.httpPort()).talk();
        } finally {
            Wipe.remove(PlatformHome.at(settings.home()));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void talk() throws IOException, InterruptedException {
        var login = post("auth/login/", "{\"username\":\"training\",\"password\":\"" + PASSWORD + "\"}");
        token = login.replaceAll(".*\"token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        post("apps/", "{\"id\":\"training-app\"}");
        post("apps/training-app/config/", "{\"values\":{\"A\":\"1\"}}");
        for (var path : new String[] {"auth/whoami/", "apps/", "apps/training-app/", "apps/training-app/releases/"}) {
            send(HttpRequest.newBuilder(URI.create(api + path)).GET());
        }
    }

    private String post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(api + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            request.header("Authorization", "token " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
