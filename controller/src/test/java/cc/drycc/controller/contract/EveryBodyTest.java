package cc.drycc.controller.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every operation that takes a body is sent what is no body of its, field by field: it says so, and never fails. */
class EveryBodyTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final JsonNode DOCUMENT = Contract.document();
    private static final Api ADMIN = CONTROLLER.admin();
    /** These would end the token that asks; their fields are tried with the accounts. */
    private static final Set<String> ENDS_TOKENS = Set.of("regenerateToken", "changePassword");

    private static final List<String> NO_OBJECTS = List.of(
            "{",
            "[]",
            "\"x\"",
            "1",
            "null",
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\": NaN}",
            "{\"a\": 1} {}",
            "{\"a\": 1, \"a\": 1}",
            "{\"a\": \"\\ud800\"}",
            "[".repeat(10_000),
            "\u0000");
    private static final List<String> ODD_VALUES = List.of(
            "-1",
            "1e400",
            "99999999999999999999",
            "[]",
            "[null]",
            "[[]]",
            "{}",
            "{\"\": {}}",
            "{\"web\": []}",
            "{\"web\": {\"x\": {}}}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\r\\n\"",
            "\"$(id)\"",
            "\"" + "x".repeat(10_000) + "\"");

    @BeforeAll
    static void app() {
        ADMIN.post("/v2/apps/", Map.of("id", "target"));
        CONTROLLER.pushed("target");
        CONTROLLER.register("somebody");
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> operations() {
        return DOCUMENT.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(each -> each.getValue().has("requestBody"))
                        .map(each ->
                                Arguments.of(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("operations")
    void what_is_no_object_is_refused(String method, String path, JsonNode operation) {
        if (endsTokens(operation)) {
            return;
        }
        for (var body : NO_OBJECTS) {
            var answer = ADMIN.send(method, filled(path), "application/json", body);

            assertThat(answer.status()).as("%s: %s", body, answer).isBetween(400, 499);
        }
        assertThat(ADMIN.get("/v2/auth/whoami").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("operations")
    void an_odd_value_is_taken_or_refused_but_fails_nothing(String method, String path, JsonNode operation) {
        if (endsTokens(operation)) {
            return;
        }
        for (var field : fields(operation)) {
            for (var value : ODD_VALUES) {
                var body = "{\"%s\": %s}".formatted(field, value);

                var answer = ADMIN.send(method, filled(path), "application/json", body);

                assertThat(answer.status()).as("%s: %s", body, answer).isLessThan(500);
                assertThat(answer.body()).doesNotContain("Exception", "cc.drycc", "java.", "tools.jackson", "SQL");
            }
        }
        assertThat(ADMIN.get("/v2/auth/whoami").status()).isEqualTo(200);
    }

    private static boolean endsTokens(JsonNode operation) {
        return ENDS_TOKENS.contains(operation.get("operationId").asString());
    }

    private static List<String> fields(JsonNode operation) {
        var schema = resolved(resolved(operation.get("requestBody")).at("/content/application~1json/schema"));
        var named = List.copyOf(schema.path("properties").propertyNames());
        return named.isEmpty() ? List.of("web") : named;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static String filled(String path) {
        return path.replace("{app}", "target").replace("{username}", "somebody").replaceAll("\\{\\w+}", "web");
    }
}
