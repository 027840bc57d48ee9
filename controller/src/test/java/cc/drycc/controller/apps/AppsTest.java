package cc.drycc.controller.apps;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps come, are given away and go, and names nobody may choose (bad-inputs A01 to A08). */
class AppsTest {

    private static final TestController CONTROLLER =
            TestController.start(Map.of("RESERVED_NAMES", "drycc, drycc-builder, intranet"));
    private static final Api DEV = CONTROLLER.register("dev");
    private static final Api OTHER = CONTROLLER.register("other");

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> badNames() {
        return Stream.of(
                Arguments.of("A01 short", "ab"),
                Arguments.of("A01 begins with a hyphen", "-abcd"),
                Arguments.of("A01 ends with a hyphen", "abcd-"),
                Arguments.of("A01 upper case", "Abcde"),
                Arguments.of("A01 underscore", "a_bcd"),
                Arguments.of("A01 dot", "a.bcd"),
                Arguments.of("A01 64 letters", "a".repeat(64)),
                Arguments.of("A01 blanks", "a b c d"),
                Arguments.of("A01 begins with a digit", "1abcd"),
                Arguments.of("A01 newline", "abcde\n"),
                Arguments.of("A04 up", "../etc"),
                Arguments.of("A04 slashes", "a/b/c"),
                Arguments.of("A04 escaped dots", "%2e%2e"),
                Arguments.of("A04 variable", "${id}"),
                Arguments.of("A04 command", "a;id;b"),
                Arguments.of("A05 Cyrillic a", "\u0430bcde"),
                Arguments.of("A05 Cyrillic a within", "abcd\u0430"),
                Arguments.of("A05 full width", "\uff41\uff42\uff43\uff44\uff45"),
                Arguments.of("A05 full-width digit", "abcd\uff11"),
                Arguments.of("A05 composed accent", "abcde\u0301"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badNames")
    void a_bad_name_is_refused(String row, String name) {
        var answer = DEV.post("/v2/apps/", Map.of("id", name));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        // the reference's client knows this text and then prints it alone: only where it is what is wrong
        var known = "\"App name can only contain a-z (lowercase), 0-9 and hyphens\"";
        assertThat(answer.json().get("id").toString())
                .contains("App name must be 5 to 63 characters")
                .satisfies(text -> assertThat(text.contains(known)).isEqualTo(!name.matches("[a-z0-9-]*")));
    }

    @ParameterizedTest(name = "A03 {0}")
    @ValueSource(strings = {"drycc", "drycc-builder", "kube-system", "default", "intranet"})
    void a_reserved_name_is_refused(String name) {
        assertThat(DEV.post("/v2/apps/", Map.of("id", name)).toString())
                .isEqualTo("400 {\"id\":[\"" + name + " is a reserved name.\"]}");
    }

    @Test
    void a_new_app_has_an_address_and_a_first_release() {
        var app = DEV.post("/v2/apps/", Map.of("id", "hello"));

        assertThat(app.status()).as(app.body()).isEqualTo(201);
        assertThat(app.json().get("owner").asString()).isEqualTo("dev");
        assertThat(app.json().get("url").asString()).isEqualTo("hello.localhost:8080");
        assertThat(app.json().get("git_url").asString()).isEqualTo("ssh://git@localhost:2222/hello.git");
        assertThat(app.json().get("structure").toString()).isEqualTo("{}");
        assertThat(app.json().get("created").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        var releases = DEV.get("/v2/apps/hello/releases/").json();
        assertThat(releases.at("/results/0/summary").asString()).isEqualTo("dev created initial release");
        assertThat(releases.at("/results/0/version").asInt()).isEqualTo(1);
        assertThat(releases.at("/results/0/state").asString()).isEqualTo("succeed");
        assertThat(releases.at("/results/0/build").isNull()).isTrue();
        assertThat(DEV.get("/v2/apps/hello").json()).isEqualTo(app.json());
    }

    @Test
    void an_app_without_a_name_gets_two_words() {
        for (var answer : new Api.Answer[] {DEV.post("/v2/apps/", "{}"), DEV.post("/v2/apps/")}) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.json().get("id").asString()).matches("[a-z]+-[a-z]+(-[0-9]+)?");
        }
    }

    @Test
    void a_name_is_given_once_and_nobody_learns_to_whom() {
        DEV.post("/v2/apps/", Map.of("id", "taken-name"));

        var answer = OTHER.post("/v2/apps/", Map.of("id", "taken-name"));

        assertThat(answer.toString())
                .as("A07")
                .isEqualTo("400 {\"id\":[\"Application with this id already exists.\"]}");
    }

    @Test
    void of_twenty_who_want_one_name_at_once_one_gets_it() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var wishes = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(i -> () -> (i % 2 == 0 ? DEV : OTHER)
                            .post("/v2/apps/", Map.of("id", "wanted-app"))
                            .status())
                    .toList();
            var statuses = people.invokeAll(wishes).stream()
                    .map(wish -> wish.resultNow())
                    .toList();
            assertThat(statuses).as("A08").filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(19);
        }
        assertThat(CONTROLLER
                        .admin()
                        .get("/v2/apps/wanted-app/releases/")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void an_app_is_transferred_by_its_owner_to_somebody_who_exists() {
        DEV.post("/v2/apps/", Map.of("id", "given-away"));

        assertThat(DEV.post("/v2/apps/given-away/", Map.of("owner", "nobody")).status())
                .isEqualTo(400);
        assertThat(DEV.post("/v2/apps/given-away/", Map.of("owner", "")).status())
                .isEqualTo(400);
        assertThat(DEV.post("/v2/apps/given-away/", "{}").status()).isEqualTo(400);
        assertThat(OTHER.post("/v2/apps/given-away/", Map.of("owner", "other")).status())
                .isEqualTo(404);
        assertThat(DEV.get("/v2/apps/given-away/").json().get("owner").asString())
                .isEqualTo("dev");

        assertThat(DEV.post("/v2/apps/given-away/", Map.of("owner", "other")).status())
                .isEqualTo(200);
        assertThat(DEV.get("/v2/apps/given-away/").status()).isEqualTo(404);
        assertThat(OTHER.get("/v2/apps/given-away/").json().get("owner").asString())
                .isEqualTo("other");
    }

    @Test
    void people_see_their_own_apps_and_administrators_all() {
        OTHER.post("/v2/apps/", Map.of("id", "others-own"));

        assertThat(DEV.get("/v2/apps/?limit=1000").body()).doesNotContain("others-own");
        assertThat(OTHER.get("/v2/apps/?limit=1000").body()).contains("others-own");
        assertThat(CONTROLLER.admin().get("/v2/apps/?limit=1000").body()).contains("others-own");
    }

    @Test
    void a_destroyed_app_is_gone_and_its_name_free() {
        DEV.post("/v2/apps/", Map.of("id", "short-lived"));
        CONTROLLER.pushed("short-lived");
        DEV.post("/v2/apps/short-lived/config/", Map.of("values", Map.of("A", "1")));

        assertThat(DEV.delete("/v2/apps/short-lived/").status()).isEqualTo(204);

        assertThat(DEV.get("/v2/apps/short-lived/").status()).isEqualTo(404);
        assertThat(DEV.delete("/v2/apps/short-lived/").status()).isEqualTo(404);
        assertThat(CONTROLLER.engine().running("short-lived", "web")).isEmpty();
        assertThat(OTHER.post("/v2/apps/", Map.of("id", "short-lived")).status())
                .isEqualTo(201);
    }
}
