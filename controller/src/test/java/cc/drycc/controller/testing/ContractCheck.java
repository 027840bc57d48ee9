package cc.drycc.controller.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import cc.drycc.api.ApiVersion;
import cc.drycc.controller.contract.Contract;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds every answer of every test against {@code openapi.yaml}: a status, content type or field that is not in it fails
 * the test. So does any answer of class 5xx that the contract does not allow.
 */
final class ContractCheck {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<JsonNode, Schema> COMPILED = new ConcurrentHashMap<>();
    private static final JsonNode DOCUMENT = Contract.document();
    private static final JsonNode PROBLEM = DOCUMENT.at("/components/schemas/Problem");
    private static final List<Path> PATHS = DOCUMENT.get("paths").properties().stream()
            .map(path -> new Path(path.getKey(), path.getValue()))
            .sorted(Comparator.comparingInt(Path::variables))
            .toList();

    private ContractCheck() {}

    /** A path of the contract, such as {@code /v2/apps/{app}}. */
    private record Path(String template, JsonNode item, Pattern pattern) {
        Path(String template, JsonNode item) {
            this(template, item, Pattern.compile(template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+")));
        }

        int variables() {
            return template.split("\\{").length - 1;
        }
    }

    /** Fails when the answer is not one that the contract has for this request. */
    static void check(String method, String target, Api.Answer answer) {
        var what = "%s %s: %s".formatted(method, target, answer);
        assertThat(answer.header(ApiVersion.API_HEADER)).as(what).isEqualTo(ApiVersion.API);
        if (method.equals("HEAD")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        var operation = path(target).map(path -> path.item().path(method.toLowerCase(Locale.ROOT)));
        if (operation.isEmpty() || operation.get().isMissingNode()) {
            refused(what, answer);
        } else {
            documented(what, operation.get().get("responses"), answer);
        }
    }

    /** Fails when a request was taken whose body the contract does not allow: what works is documented. */
    static void checkTaken(String method, String target, String body, Api.Answer answer) {
        var content = path(target)
                .map(path -> path.item().path(method.toLowerCase(Locale.ROOT)).path("requestBody"))
                .map(ContractCheck::resolved)
                .map(holder -> holder.at("/content/application~1json/schema"))
                .filter(schema -> !schema.isMissingNode());
        if (answer.status() < 300 && !body.isEmpty() && content.isPresent()) {
            var errors = schema(content.get()).validate(JsonMapper.shared().readTree(body));
            assertThat(errors)
                    .as("taken, but not as openapi.yaml says: %s %s %s", method, target, body)
                    .isEmpty();
        }
    }

    /** The one of the contract's paths that this is, rather one without a variable in that place. */
    private static Optional<Path> path(String target) {
        var path = target.replaceAll("\\?.*", "").replaceAll("(?<=.)/$", "");
        return PATHS.stream()
                .filter(each -> each.pattern().matcher(path).matches())
                .findFirst();
    }

    private static void refused(String what, Api.Answer answer) {
        assertThat(answer.status()).as("not in openapi.yaml: %s", what).isBetween(400, 499);
        valid(what, PROBLEM, answer);
    }

    private static void documented(String what, JsonNode responses, Api.Answer answer) {
        var status = Integer.toString(answer.status());
        var response =
                resolved(responses.has(status) ? responses.get(status) : responses.path(status.charAt(0) + "XX"));
        if (response.isMissingNode()) {
            fail("openapi.yaml has no answer %s for %s", status, what);
        }
        if (!response.has("content")) {
            assertThat(answer.body())
                    .as("openapi.yaml says that there is no body: %s", what)
                    .isEmpty();
            return;
        }
        var type = answer.header("Content-Type").replaceAll(";.*", "");
        var content = response.get("content").path(type);
        assertThat(content.isMissingNode())
                .as("openapi.yaml does not have the type \"%s\": %s", type, what)
                .isFalse();
        if (type.equals("application/json")) {
            valid(what, content.get("schema"), answer);
        }
    }

    private static void valid(String what, JsonNode schema, Api.Answer answer) {
        var errors = schema(schema).validate(answer.json());
        assertThat(errors).as("not as openapi.yaml says: %s", what).isEmpty();
    }

    private static Schema schema(JsonNode schema) {
        return COMPILED.computeIfAbsent(schema, ContractCheck::compile);
    }

    /** The schema with what its references name beside it. */
    private static Schema compile(JsonNode schema) {
        var whole = JsonMapper.shared().createObjectNode().setAll((ObjectNode) schema);
        whole.set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }
}
