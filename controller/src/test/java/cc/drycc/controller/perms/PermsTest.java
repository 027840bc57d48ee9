package cc.drycc.controller.perms;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PermsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final Api FRIEND = CONTROLLER.register("friend");
    private static final Api SECOND = CONTROLLER.register("second");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "shared-" + NUMBER.incrementAndGet();
    private final String perms = "/v2/apps/" + app + "/perms/";

    @BeforeEach
    void makeApp() {
        OWNER.post("/v2/apps/", Map.of("id", app));
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void the_references_form_shares_with_all_rights_and_lists_names() {
        var created = OWNER.post(perms, Map.of("username", "friend"));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).isEmpty();
        var list = OWNER.get(perms).json();
        assertThat(list.get("users")).isEqualTo(json("[\"friend\"]"));
        assertThat(list.at("/results/0/permissions")).isEqualTo(json("[\"view\",\"change\",\"delete\"]"));
        assertThat(OWNER.delete(perms + "friend").status()).isEqualTo(204);
        assertThat(OWNER.get(perms).json().get("users")).isEmpty();
    }

    @Test
    void the_later_form_shares_with_the_rights_it_names() {
        OWNER.post(perms, Map.of("username", "second", "permissions", "change,view"));
        OWNER.post(perms, Map.of("username", "friend", "permissions", List.of("view")));

        assertThat(OWNER.get(perms).json()).isEqualTo(json("""
                {"users": ["friend", "second"], "count": 2, "next": null, "previous": null, "results": [
                  {"app": "%1$s", "username": "friend", "permissions": ["view"]},
                  {"app": "%1$s", "username": "second", "permissions": ["view", "change"]}]}
                """.formatted(app)));
        var page = OWNER.get(perms + "?limit=1").json();
        assertThat(page.get("results")).hasSize(1);
        assertThat(page.get("users")).hasSize(2);
        assertThat(page.get("next").asString()).endsWith("limit=1&offset=1");
    }

    @Test
    void a_right_counts_from_the_next_request_on() {
        var config = "/v2/apps/" + app + "/config/";
        var values = Map.of("values", Map.of("FOO", "bar"));
        assertThat(FRIEND.get(config).status()).isEqualTo(404);

        OWNER.post(perms, Map.of("username", "friend", "permissions", "view"));
        assertThat(FRIEND.get(config).status()).isEqualTo(200);
        assertThat(FRIEND.post(config, values).status()).isEqualTo(403);

        assertThat(put("friend", Map.of("permissions", "view,change")).status()).isEqualTo(204);
        assertThat(FRIEND.post(config, values).status()).isEqualTo(201);

        OWNER.delete(perms + "friend/");
        assertThat(FRIEND.get(config).status()).isEqualTo(404);
        assertThat(FRIEND.get("/v2/apps/").body()).doesNotContain("\"" + app + "\"");
    }

    @Test
    void sharing_again_replaces_the_rights() {
        OWNER.post(perms, Map.of("username", "friend"));
        OWNER.post(perms, Map.of("username", "friend", "permissions", "view"));

        assertThat(OWNER.get(perms).json().at("/results/0/permissions")).isEqualTo(json("[\"view\"]"));
        assertThat(OWNER.get(perms).json().get("count").asInt()).isEqualTo(1);
    }

    @Test
    void a_collaborator_with_all_rights_sees_the_list_but_changes_nothing_in_it() {
        OWNER.post(perms, Map.of("username", "friend"));

        assertThat(FRIEND.get(perms).json().get("users")).isEqualTo(json("[\"friend\"]"));
        assertThat(FRIEND.post(perms, Map.of("username", "second")).status()).isEqualTo(403);
        assertThat(FRIEND.delete(perms + "friend").status()).isEqualTo(403);
        assertThat(FRIEND.post("/v2/apps/" + app + "/", Map.of("owner", "friend"))
                        .status())
                .isEqualTo(403);
        assertThat(FRIEND.delete("/v2/apps/" + app + "/").status()).isEqualTo(403);
        assertThat(SECOND.get(perms).status()).isEqualTo(404);
    }

    @Test
    void a_transfer_leaves_the_old_owner_a_stranger_and_the_new_one_no_collaborator() {
        OWNER.post(perms, Map.of("username", "friend", "permissions", "view"));

        var given = OWNER.post("/v2/apps/" + app + "/", Map.of("owner", "friend"));

        assertThat(given.status()).as(given.body()).isEqualTo(200);
        assertThat(given.json().get("owner").asString()).isEqualTo("friend");
        assertThat(OWNER.get("/v2/apps/" + app + "/").status()).isEqualTo(404);
        assertThat(FRIEND.get(perms).json().get("users")).isEmpty();
        assertThat(FRIEND.post("/v2/apps/" + app + "/", Map.of("owner", "owner"))
                        .status())
                .isEqualTo(200);
        assertThat(FRIEND.get("/v2/apps/" + app + "/").status()).isEqualTo(404);
    }

    static Stream<Arguments> badRights() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("unknown", "own"),
                Arguments.of("one unknown", "view,own"),
                Arguments.of("upper case", "VIEW"),
                Arguments.of("comma at the end", "view,"),
                Arguments.of("comma alone", ","),
                Arguments.of("braces of the database", "{view}"),
                Arguments.of("NUL", "view\0"),
                Arguments.of("empty list", List.of()),
                Arguments.of("list in a list", List.of(List.of("view"))),
                Arguments.of("list of numbers", List.of(1)),
                Arguments.of("number", 7),
                Arguments.of("true", true),
                Arguments.of("object", Map.of("view", true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRights")
    void rights_that_do_not_exist_change_nothing(String row, Object permissions) {
        OWNER.post(perms, Map.of("username", "friend", "permissions", "view"));

        var created = OWNER.post(perms, Map.of("username", "second", "permissions", permissions));
        var updated = put("friend", Map.of("permissions", permissions));

        assertThat(List.of(created.status(), updated.status())).containsOnly(400);
        assertThat(created.json().has("permissions")).as(created.body()).isTrue();
        assertThat(OWNER.get(perms).json().get("users")).isEqualTo(json("[\"friend\"]"));
        assertThat(OWNER.get(perms).json().at("/results/0/permissions")).isEqualTo(json("[\"view\"]"));
    }

    static Stream<Arguments> badNames() {
        return Stream.of(
                Arguments.of("missing", "{}", 400),
                Arguments.of("null", "{\"username\": null}", 400),
                Arguments.of("empty", "{\"username\": \"\"}", 400),
                Arguments.of("blank", "{\"username\": \" \"}", 400),
                Arguments.of("number", "{\"username\": 5}", 400),
                Arguments.of("the owner", "{\"username\": \"owner\"}", 400),
                Arguments.of("K06 nobody", "{\"username\": \"nobody-here\"}", 404),
                Arguments.of("other case", "{\"username\": \"FRIEND\"}", 404),
                Arguments.of("NUL", "{\"username\": \"a\\u0000b\"}", 400),
                Arguments.of("long", "{\"username\": \"" + "a".repeat(10_000) + "\"}", 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badNames")
    void who_cannot_be_shared_with_is_refused(String row, String body, int status) {
        var answer = OWNER.post(perms, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(OWNER.get(perms).json().get("users")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "owner", "nobody-here", "%2e%2e", "a%20b", "%F0%9F%98%80"})
    void who_is_no_collaborator_cannot_be_updated_or_removed(String name) {
        assertThat(put(name, Map.of("permissions", "view")).status()).isEqualTo(404);
        assertThat(OWNER.delete(perms + name).status()).isEqualTo(404);
    }

    @Test
    void an_update_says_which_rights() {
        OWNER.post(perms, Map.of("username", "friend"));

        assertThat(put("friend", Map.of("username", "friend")).status()).isEqualTo(400);
    }

    @Test
    void the_apps_log_tells_who_shared_it() {
        OWNER.post(perms, Map.of("username", "friend", "permissions", "view"));
        OWNER.delete(perms + "friend");

        assertThat(OWNER.get("/v2/apps/" + app + "/logs/").body())
                .contains("owner shared the app with friend (view)", "owner stopped sharing the app with friend");
    }

    private Api.Answer put(String name, Map<String, ?> body) {
        return OWNER.send(
                "PUT",
                perms + name + "/",
                "application/json",
                JsonMapper.shared().writeValueAsString(body));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
