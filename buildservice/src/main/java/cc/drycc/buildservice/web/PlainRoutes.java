package cc.drycc.buildservice.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may know: that the service is well, and how to talk to it. */
@RestController
public final class PlainRoutes {

    private final JdbcClient db;
    private final String contract;

    public PlainRoutes(JdbcClient db) {
        this.db = db;
        this.contract = contract();
    }

    private static String contract() {
        try (InputStream in = PlainRoutes.class.getResourceAsStream("/openapi-buildservice.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @GetMapping("/healthz")
    Map<String, String> health() {
        db.sql("select 1").query(Integer.class).single();
        return Map.of("status", "ok");
    }

    @GetMapping("/api/v1/openapi.yaml")
    ResponseEntity<String> openapi() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml"))
                .body(contract);
    }
}
