package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A login that happens in a browser, while we ask the controller whether it has. */
final class BrowserLogin {

    private static final String ALIAS = "workflow-cli";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Api api;
    private final String controller;
    private final String key;

    private BrowserLogin(Api api, String controller, String key) {
        this.api = api;
        this.controller = controller;
        this.key = key;
    }

    /** @throws CliProblem when the controller has no such logins */
    static BrowserLogin begin(Api api, String controller) {
        var key = api.post("/v2/auth/login/", Json.object()).body().path("key").asString("");
        if (!key.matches("[0-9A-Za-z_-]{8,128}")) {
            throw new CliProblem(controller + " offers no login with a browser; log in with --username");
        }
        return new BrowserLogin(api, controller, key);
    }

    /** What the browser is to open. */
    String page() {
        return controller + "/v2/login/drycc/?key=" + key;
    }

    /** The token with its user's name, once somebody has logged in. */
    JsonNode await() {
        var until = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(until)) {
            var token = api.find("/v2/auth/token/" + key + "/?alias=" + ALIAS);
            if (token.isPresent()) {
                return token.get();
            }
            pause();
        }
        throw new CliProblem("nobody logged in within " + PATIENCE.toMinutes() + " minutes; begin again");
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }
}
