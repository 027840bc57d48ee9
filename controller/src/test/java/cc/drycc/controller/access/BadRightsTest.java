package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people try with tokens, passwords and rights that are not theirs: each is refused, and nothing is changed. */
class BadRightsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Map<String, Api> PEOPLE = new HashMap<>();
    private static String victimsToken = "";

    @BeforeAll
    static void people() {
        for (var name : List.of("owner", "collaborator", "stranger")) {
            PEOPLE.put(name, CONTROLLER.register(name));
        }
        PEOPLE.put("anonymous", CONTROLLER.anonymous());
        PEOPLE.put("admin", CONTROLLER.admin());
        person("owner").post("/v2/apps/", Map.of("id", "shared"));
        person("owner").post("/v2/apps/shared/perms/", Map.of("username", "collaborator"));
        victimsToken =
                person("owner").get("/v2/tokens/").json().at("/results/0/uuid").asString();
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    /** One try. {@code TOKEN} in the path is one of the owner's. */
    record Try(String row, String who, String request, String body, int status) {
        @Override
        public String toString() {
            return row + ": " + who + " " + request + " " + body.substring(0, Math.min(body.length(), 60));
        }
    }

    static Stream<Try> tries() {
        return Stream.of(sharing(), administration(), othersTokens(), passwords(), oddNames(), innerDoors())
                .flatMap(rows -> rows);
    }

    private static Stream<Try> sharing() {
        return Stream.of(
                row("K06", "owner", "POST /v2/apps/shared/perms/", "{'username': 'nobody-here'}", 404),
                row("K06", "owner", "PUT /v2/apps/shared/perms/stranger/", "{'permissions': 'view'}", 404),
                row("K06", "owner", "DELETE /v2/apps/shared/perms/stranger", "", 404),
                row("K06", "owner", "DELETE /v2/apps/shared/perms/owner", "", 404),
                row("K06", "collaborator", "DELETE /v2/apps/shared/", "", 403),
                row("K06", "collaborator", "POST /v2/apps/shared/", "{'owner': 'collaborator'}", 403),
                row("K06", "collaborator", "POST /v2/apps/shared/perms/", "{'username': 'stranger'}", 403),
                row("K06", "collaborator", "PUT /v2/apps/shared/perms/collaborator/", "{'permissions': 'view'}", 403),
                row("K06", "stranger", "GET /v2/apps/shared/perms/", "", 404),
                row("K06", "stranger", "POST /v2/apps/shared/perms/", "{'username': 'stranger'}", 404),
                row("K06", "stranger", "DELETE /v2/apps/shared/perms/collaborator", "", 404),
                row("A20", "owner", "POST /v2/apps/shared/", "{'owner': 'nobody-here'}", 400),
                row("A20", "owner", "POST /v2/apps/shared/", "{'owner': ''}", 400),
                row("A20", "owner", "POST /v2/apps/shared/", "{'owner': ['stranger']}", 400),
                row("A24", "stranger", "POST /v2/apps/shared/?_method=DELETE", "{}", 404));
    }

    private static Stream<Try> administration() {
        return Stream.of(
                row("K07", "owner", "GET /v2/users/", "", 403),
                row("K07", "owner", "GET /v2/users/?limit=1", "", 403),
                row("K07", "owner", "PATCH /v2/users/stranger/disable/", "", 403),
                row("K07", "owner", "PATCH /v2/users/nobody-here/disable/", "", 403),
                row("K07", "owner", "PATCH /v2/users/owner/enable/", "{}", 403),
                row("K07", "owner", "GET /v2/admin/perms/", "", 403),
                row("K07", "owner", "POST /v2/admin/perms/", "{'username': 'owner'}", 403),
                row("K07", "owner", "POST /v2/admin/perms/", "not even JSON", 403),
                row("K07", "owner", "DELETE /v2/admin/perms/admin", "", 403),
                row("K07", "anonymous", "GET /v2/users/", "", 401),
                row("K07", "anonymous", "POST /v2/admin/perms/", "{'username': 'stranger'}", 401),
                row("K10", "admin", "PATCH /v2/users/admin/disable/", "", 409),
                row("K10", "admin", "DELETE /v2/admin/perms/admin", "", 409),
                row("K10", "admin", "DELETE /v2/auth/cancel/", "", 409));
    }

    private static Stream<Try> othersTokens() {
        return Stream.of(
                row("K07", "stranger", "DELETE /v2/tokens/TOKEN/", "", 404),
                row("K07", "admin", "DELETE /v2/tokens/TOKEN/", "", 404),
                row("K07", "stranger", "DELETE /v2/tokens/00000000-0000-0000-0000-000000000000/", "", 404),
                row("K07", "stranger", "POST /v2/auth/tokens/", "{'username': 'owner'}", 403),
                row("K07", "stranger", "POST /v2/auth/tokens/", "{'username': 'nobody-here'}", 403),
                row("K07", "stranger", "POST /v2/auth/tokens/", "{'all': 'true'}", 403),
                row("K07", "stranger", "POST /v2/auth/tokens/", "{'all': true}", 403),
                row("K07", "stranger", "POST /v2/auth/tokens/", "{'all': 'yes'}", 400),
                row("K07", "admin", "POST /v2/auth/tokens/", "{'username': 'nobody-here'}", 404),
                row("threat 8", "anonymous", "GET /v2/auth/token/00ff/", "", 404),
                row("threat 8", "anonymous", "GET /v2/auth/token/TOKEN/", "", 401));
    }

    private static Stream<Try> passwords() {
        var longer = "x".repeat(1025);
        var mebibyte = "x".repeat(1 << 20);
        return Stream.of(
                passwd("K07", "stranger", "{'username': 'owner', 'new_password': 'n'}", 403),
                passwd("K07", "stranger", "{'username': 'gone', 'new_password': 'n'}", 403),
                passwd("K09", "stranger", "{'password': 'wrong', 'new_password': 'n'}", 400),
                passwd("K09", "stranger", "{'new_password': 'n'}", 400),
                passwd("K09", "stranger", "{'password': 'opensesame'}", 400),
                passwd("K09", "stranger", "{'password': 'opensesame', 'new_password': ''}", 400),
                passwd("K09", "stranger", "{'password': 'opensesame', 'new_password': 5}", 400),
                passwd("K09", "stranger", "{'password': 'opensesame', 'new_password': '" + longer + "'}", 400),
                passwd("K09", "stranger", "{'password': '" + longer + "', 'new_password': 'n'}", 400),
                passwd("K09", "stranger", "{'password': 'opensesame', 'new_password': '" + mebibyte + "'}", 413),
                passwd("K09", "admin", "{'username': 'nobody', 'new_password': 'n'}", 404));
    }

    private static Try passwd(String row, String who, String body, int status) {
        return row(row, who, "POST /v2/auth/passwd/", body, status);
    }

    private static Stream<Try> oddNames() {
        return Stream.of(
                        "nobody-here",
                        "OWNER",
                        "%2e%2e",
                        "a%20b",
                        "own%65r%20",
                        "%F0%9F%98%80",
                        "'%20or%20'1'='1",
                        "x".repeat(5_000))
                .flatMap(name -> Stream.of(
                        row("K07", "admin", "PATCH /v2/users/" + name + "/disable/", "", 404),
                        row("K07", "admin", "DELETE /v2/admin/perms/" + name, "", 404)));
    }

    private static Stream<Try> innerDoors() {
        return Stream.of(
                        "/metrics", "/actuator/env", "/debug/pprof/", "/v2/hooks/build/", "/v2/hooks/config/", "/error")
                .flatMap(path -> Stream.of(
                        row("threat 23", "anonymous", "GET " + path, "", 401),
                        row("threat 23", "stranger", "GET " + path, "", 404),
                        row("threat 23", "anonymous", "POST " + path, "{}", 401)));
    }

    private static Try row(String row, String who, String request, String body, int status) {
        return new Try(row, who, request, body.replace('\'', '"'), status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tries")
    void is_refused_and_changes_nothing(Try attempt) {
        var before = CONTROLLER.database().fingerprint();
        var request = attempt.request().replace("TOKEN", victimsToken).split(" ");
        var body = attempt.body().isEmpty() ? null : attempt.body();

        var answer = person(attempt.who()).send(request[0], request[1], "application/json", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(attempt.status());
        assertThat(answer.body()).doesNotContainIgnoringCase("exception", "cc.drycc", "org.", "java.", "select ");
        assertThat(CONTROLLER.database().fingerprint()).isEqualTo(before);
    }

    @Test
    void everybody_lists_their_own_tokens_only() {
        var tokens =
                person("stranger").get("/v2/tokens/?username=owner&owner=owner").json();

        assertThat(tokens.get("results"))
                .allSatisfy(token -> assertThat(token.get("owner").asString()).isEqualTo("stranger"));
    }

    @Test
    void of_twenty_who_register_first_none_administers() throws Exception {
        try (var fresh = TestController.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var registrations = IntStream.range(0, 20)
                    .<Callable<Api.Answer>>mapToObj(i -> () -> fresh.anonymous()
                            .post(
                                    "/v2/auth/register/",
                                    Map.of(
                                            "username",
                                            "first" + i,
                                            "password",
                                            "opensesame",
                                            "email",
                                            "f@example.com",
                                            "is_superuser",
                                            true)))
                    .toList();
            for (var answer : threads.invokeAll(registrations)) {
                assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(201);
            }

            var administrators = fresh.admin().get("/v2/admin/perms/").json();
            assertThat(administrators.get("count").asInt()).isEqualTo(1);
            assertThat(administrators.at("/results/0/username").asString()).isEqualTo("admin");
        }
    }

    private static Api person(String name) {
        return Objects.requireNonNull(PEOPLE.get(name));
    }
}
