package cc.drycc.controller.web;

import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the controller lives and is ready, for whoever asks; and the root of the API, for who may come in. */
@RestController
public final class HealthRoutes {

    private final JdbcClient db;

    public HealthRoutes(JdbcClient db) {
        this.db = db;
    }

    /** The root of the API. */
    public record Root(String apiVersion, String platformVersion) {}

    @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    String alive() {
        return "OK";
    }

    /** Fails with 503 when the database is away. */
    @GetMapping(path = "/readiness", produces = MediaType.TEXT_PLAIN_VALUE)
    String ready() {
        db.sql("select 1").query(Integer.class).single();
        return "OK";
    }

    @GetMapping("/v2")
    Root root() {
        return new Root(cc.drycc.api.ApiVersion.API, cc.drycc.api.ApiVersion.PLATFORM);
    }
}
