package cc.drycc.controller.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.WireNames;
import cc.drycc.controller.testing.TestController;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** What requests may say is in the contract: every field of every body, every parameter of every query; and no other. */
class RequestsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final JsonNode DOCUMENT = Contract.document();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Set<String> routes() {
        return CONTROLLER.methods().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void the_query_is_documented(String route) {
        var read = parameters(route).flatMap(RequestsTest::names).collect(Collectors.toSet());

        if (parameters(route).anyMatch(parameter -> parameter.getParameterType() == HttpServletRequest.class)) {
            // It reads its query itself.
            assertThat(documentedQuery(route)).containsAll(read);
        } else {
            assertThat(documentedQuery(route)).isEqualTo(read);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void the_body_is_documented(String route) {
        var operation = operation(route);

        var content = operation.at("/requestBody/content");
        boolean formOrArchive = content.has("application/x-www-form-urlencoded") || content.has("application/gzip");
        assertThat(operation.has("requestBody")).isEqualTo(body(route).isPresent() || formOrArchive);
        body(route)
                .filter(Class::isRecord)
                .ifPresent(record -> assertThat(fields(record)).containsAll(documentedFields(operation)));
    }

    /** Some routes share the record of a body and read a part of it each. */
    @Test
    void every_field_of_every_body_is_documented_somewhere() {
        var documented = new HashMap<Class<?>, Set<String>>();
        for (var route : routes()) {
            body(route)
                    .filter(Class::isRecord)
                    .ifPresent(record -> documented
                            .computeIfAbsent(record, unseen -> new TreeSet<>())
                            .addAll(documentedFields(operation(route))));
        }

        assertThat(documented)
                .isNotEmpty()
                .allSatisfy((record, fields) -> assertThat(fields).isEqualTo(fields(record)));
    }

    private static Optional<Class<?>> body(String route) {
        return parameters(route)
                .filter(parameter -> parameter.hasParameterAnnotation(Body.class))
                .<Class<?>>map(MethodParameter::getParameterType)
                .findFirst();
    }

    private static Set<String> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .map(WireNames::of)
                .collect(Collectors.toSet());
    }

    private static Stream<MethodParameter> parameters(String route) {
        return Arrays.stream(
                Objects.requireNonNull(CONTROLLER.methods().get(route)).getMethodParameters());
    }

    private static Stream<String> names(MethodParameter parameter) {
        if (parameter.getParameterType() == PageRequest.class) {
            return Stream.of("limit", "offset");
        }
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation == null) {
            return Stream.empty();
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return Stream.of(
                annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name());
    }

    private static Set<String> documentedQuery(String route) {
        var all = new TreeSet<String>();
        for (var holder : new JsonNode[] {item(route), operation(route)}) {
            for (var parameter : holder.path("parameters")) {
                var resolved = resolved(parameter);
                if (resolved.get("in").asString().equals("query")) {
                    all.add(resolved.get("name").asString());
                }
            }
        }
        return all;
    }

    private static Set<String> documentedFields(JsonNode operation) {
        var schema = resolved(operation.get("requestBody")).at("/content/application~1json/schema");
        return Set.copyOf(resolved(schema).path("properties").propertyNames());
    }

    private static JsonNode item(String route) {
        return DOCUMENT.get("paths").path(route.substring(route.indexOf(' ') + 1));
    }

    private static JsonNode operation(String route) {
        return item(route).path(route.substring(0, route.indexOf(' ')).toLowerCase(Locale.ROOT));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }
}
