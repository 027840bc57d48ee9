package cc.drycc.cli;

import cc.drycc.api.AppInfo;
import cc.drycc.api.BuildInfo;
import cc.drycc.api.ConfigInfo;
import cc.drycc.api.KeyInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.LoggedIn;
import cc.drycc.api.PodInfo;
import cc.drycc.api.ReleaseCondition;
import cc.drycc.api.ReleaseInfo;
import cc.drycc.api.Results;
import cc.drycc.api.WireNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Answers in the shapes the controller sends: made of its own records. */
public final class Wire {

    public static final Instant TIME = Instant.parse("2023-12-08T02:25:00Z");

    private static final UUID ID = UUID.fromString("de1bf5b5-4a72-4f94-a10c-d2a3741cdf75");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().propertyNamingStrategy(new AsOnTheWire()).build();

    private Wire() {}

    private static final class AsOnTheWire extends PropertyNamingStrategies.NamingBase {
        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String name) {
            return WireNames.of(name);
        }
    }

    public static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static String page(Object... rows) {
        return json(new Listing<>(rows.length, null, null, List.of(rows)));
    }

    public static String all(Object... rows) {
        return json(Results.of(List.of(rows)));
    }

    public static AppInfo app(String name) {
        return new AppInfo(
                ID,
                name,
                "dev",
                Map.of("web", 1),
                name + ".localhost:8080",
                "ssh://git@localhost:2222/" + name + ".git",
                TIME,
                TIME);
    }

    public static PodInfo pod(String name, String type, String state) {
        return new PodInfo(name, "v2", type, state, state.equals("up") ? "1/1" : "0/1", 0, TIME, null);
    }

    public static ReleaseInfo release(int version, String state, String summary) {
        return new ReleaseInfo(
                ID,
                "hello",
                "dev",
                state,
                version,
                ID,
                ID,
                summary,
                null,
                List.of(new ReleaseCondition(state, "pipeline", List.of("web"), null, TIME)),
                List.of("web"),
                state.equals("failed"),
                TIME,
                TIME);
    }

    public static ConfigInfo config(Map<String, String> values) {
        return new ConfigInfo(
                ID, "dev", "hello", values, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                Map.of(), Map.of(), TIME, TIME);
    }

    public static BuildInfo build(String image) {
        return new BuildInfo(ID, "hello", "dev", "container", image, "060da68", Map.of(), Map.of(), "", TIME, TIME);
    }

    public static KeyInfo key(String id, String line) {
        return new KeyInfo(ID, "dev", id, line, "SHA256:abc", TIME, TIME);
    }

    public static LoggedIn loggedIn(String token) {
        return new LoggedIn(token, "key", "demo");
    }
}
