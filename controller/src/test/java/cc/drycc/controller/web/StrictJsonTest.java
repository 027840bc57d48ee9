package cc.drycc.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies nobody should send (bad-inputs A06, J01 to J07), at routes that take JSON. */
class StrictJsonTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api ADMIN = CONTROLLER.admin();
    private static final String JSON = "application/json";

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                row("J01 empty", JSON, "", 400),
                row("J01 cut", JSON, "{", 400),
                row("J01 list", JSON, "[]", 400),
                row("J01 string", JSON, "\"x\"", 400),
                row("J01 null", JSON, "null", 400),
                row("J01 single quotes", JSON, "{'id':'abcde'}", 400),
                row("J01 trailing comma", JSON, "{\"id\":\"abcde\",}", 400),
                row("J01 NaN", JSON, "{\"id\":NaN}", 400),
                row("J01 comment", JSON, "{\"id\":\"abcde\"/* c */}", 400),
                row("J01 two documents", JSON, "{\"id\":\"abcde\"} {}", 400),
                row("J01 duplicate", JSON, "{\"id\":\"abcde\",\"id\":\"fghij\"}", 400),
                row("J02 deep", JSON, "{\"id\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}", 400),
                row("J02 large", JSON, "{\"id\":\"" + "a".repeat(1 << 20) + "\"}", 413),
                row("J02 many keys", JSON, manyKeys(), 413),
                row("J05 lone surrogate", JSON, "{\"id\":\"abcd\\ud800\"}", 400),
                row("J05 NUL", JSON, "{\"id\":\"abcd\\u0000e\"}", 400),
                row("J06 text", "text/plain", "{\"id\":\"abcde\"}", 415),
                row("J06 form", "application/x-www-form-urlencoded", "id=abcde", 415),
                row("J06 no type", null, "{\"id\":\"abcde\"}", 415),
                row("J06 bad type", "nonsense", "{\"id\":\"abcde\"}", 415));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void is_refused_with_a_reason(String row, @Nullable String type, String body, int status) {
        // Creating an app may come without a body; a key may not.
        var path = body.isEmpty() ? "/v2/keys/" : "/v2/apps/";

        var answer = ADMIN.send("POST", path, type, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().isObject()).isTrue();
        assertThat(answer.body()).doesNotContain("tools.jackson", "Exception", "cc.drycc");
    }

    @Test
    void utf_16_and_overlong_utf_8_are_refused() {
        var utf16 = ADMIN.sendBytes("POST", "/v2/apps/", JSON, "{\"id\":\"abcde\"}".getBytes(StandardCharsets.UTF_16));
        var overlong = ADMIN.sendBytes(
                "POST",
                "/v2/apps/",
                JSON,
                "{\"id\":\"abcdXX\"}".replace("XX", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(utf16.status()).isEqualTo(400);
        assertThat(overlong.status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "A06 {0}")
    @ValueSource(strings = {"12345", "[\"abcde\"]", "{}", "true", "1.5"})
    void values_are_not_converted(String id) {
        assertThat(ADMIN.post("/v2/apps/", "{\"id\":" + id + "}").toString())
                .isEqualTo("400 {\"id\":[\"Not a valid value.\"]}");
    }

    @Test
    void nobody_assigns_what_is_not_theirs() {
        var answer = ADMIN.post("/v2/auth/register/", """
                {"username": "mallory", "password": "opensesame", "email": "m@example.com", "is_superuser": true,
                 "isSuperuser": true, "superuser": true, "is_staff": true, "id": 1, "@class": "java.lang.Object",
                 "@type": "x", "__proto__": {"is_superuser": true}, "date_joined": "2000-01-01T00:00:00Z"}
                """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("is_superuser").asBoolean()).isFalse();
        assertThat(answer.json().get("is_staff").asBoolean()).isFalse();
        assertThat(answer.json().get("date_joined").asString()).doesNotStartWith("2000");
        var app = ADMIN.post("/v2/apps/", Map.of("id", "assigned", "uuid", "x", "owner", "mallory", "version", 7));
        assertThat(app.status()).as(app.body()).isEqualTo(201);
        assertThat(app.json().get("owner").asString()).isEqualTo("admin");
    }

    private static Arguments row(String row, @Nullable String type, String body, int status) {
        return Arguments.of(row, type, body, status);
    }

    private static String manyKeys() {
        var body = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 1_000_000; i++) {
            body.append(",\"k").append(i).append("\":1");
        }
        return body.append('}').toString();
    }
}
