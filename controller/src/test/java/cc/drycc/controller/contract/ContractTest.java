package cc.drycc.controller.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The contract is whole: every route is in it, everything in it is there, and it is well formed. */
class ContractTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonNode DOCUMENT = Contract.document();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void every_route_is_in_openapi_yaml_and_the_reverse() {
        assertThat(documented())
                .as("routes in api/src/main/resources/openapi.yaml")
                .containsExactlyInAnyOrderElementsOf(CONTROLLER.routes());
    }

    private static List<String> documented() {
        var all = new ArrayList<String>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(each -> METHODS.contains(each.getKey()))
                        .forEach(each -> all.add(each.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    @Test
    void every_operation_has_its_name_tag_summary_and_parameters() {
        var names = new ArrayList<String>();
        var tags = DOCUMENT.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .toList();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(each -> METHODS.contains(each.getKey()))
                        .forEach(each -> {
                            var operation = each.getValue();
                            names.add(operation.get("operationId").asString());
                            assertThat(tags).contains(operation.at("/tags/0").asString());
                            assertThat(operation.get("summary").asString()).isNotBlank();
                            assertThat(pathParameters(path.getValue(), operation))
                                    .as(path.getKey())
                                    .containsExactlyInAnyOrderElementsOf(variables(path.getKey()));
                        }));
        assertThat(names).doesNotHaveDuplicates();
    }

    private static List<String> variables(String path) {
        return java.util.regex.Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(variable -> variable.group(1))
                .toList();
    }

    private static List<String> pathParameters(JsonNode item, JsonNode operation) {
        var all = new ArrayList<JsonNode>(item.path("parameters").valueStream().toList());
        operation.path("parameters").forEach(all::add);
        return all.stream()
                .map(each -> each.has("$ref")
                        ? DOCUMENT.at(each.get("$ref").asString().substring(1))
                        : each)
                .filter(each -> each.get("in").asString().equals("path"))
                .map(each -> each.get("name").asString())
                .toList();
    }

    @Test
    void every_reference_leads_somewhere_and_everything_is_referred_to() {
        var references = DOCUMENT.findValues("$ref").stream()
                .map(JsonNode::asString)
                .distinct()
                .toList();

        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        DOCUMENT.get("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(
                                name -> assertThat(references).contains("#/components/" + kind.getKey() + "/" + name)));
    }

    @Test
    void anybody_reads_it_as_json_and_as_a_page() {
        var json = CONTROLLER.anonymous().get("/v2/openapi.json");
        var page = CONTROLLER.anonymous().get("/v2/docs/");

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.json()).isEqualTo(DOCUMENT);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body())
                .contains("/v2/apps/{app}/releases/rollback", "<a href=\"#App\">App</a>", "id=\"App\"")
                .doesNotContain("<script", "http-equiv", " src=");
        DOCUMENT.get("paths")
                .propertyNames()
                .forEach(path -> assertThat(page.body()).contains("<code>" + path + "</code>"));
    }
}
