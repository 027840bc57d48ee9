package cc.drycc.controller.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final String PASSWORD = "opensesame";

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> badRegistrations() {
        return Stream.of(
                Arguments.of("A09 slash", "username", "a/b"),
                Arguments.of("A09 dots", "username", ".."),
                Arguments.of("A09 long", "username", "a".repeat(300)),
                Arguments.of("A09 newline", "username", "a\r\nb"),
                Arguments.of("A09 empty", "username", ""),
                Arguments.of("A09 number", "username", 5),
                Arguments.of("A09 case of another", "username", "ADMIN"),
                Arguments.of("A11 no password", "password", null),
                Arguments.of("A11 empty password", "password", ""),
                Arguments.of("A12 huge password", "password", "x".repeat(2_000)),
                Arguments.of("A11 email", "email", "x"),
                Arguments.of("A11 email twice", "email", "a@b@c"),
                Arguments.of("A11 email newline", "email", "a@b.c\r\nBcc: d@e.f"),
                Arguments.of("control in name", "first_name", "a\u001b[2Jb"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRegistrations")
    void a_bad_registration_names_its_field(String row, String field, Object value) {
        var body = new HashMap<String, Object>();
        body.put("username", "goodname");
        body.put("password", PASSWORD);
        body.put("email", "good@example.com");
        body.put(field, value);

        var answer = CONTROLLER.anonymous().post("/v2/auth/register/", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().has(field)).as(answer.body()).isTrue();
        assertThat(answer.body()).doesNotContain(PASSWORD);
    }

    @Test
    void a_password_of_a_mebibyte_is_refused_at_once() {
        var huge = Map.of("username", "admin", "password", "x".repeat(1 << 20));
        long start = System.nanoTime();

        var answer = CONTROLLER.anonymous().post("/v2/auth/login/", huge);

        assertThat(answer.status()).isIn(400, 413);
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void a_login_answers_for_both_generations_of_clients() {
        var login = login("admin", PASSWORD);
        var token = login.json().get("token").asString();
        var key = login.json().get("key").asString();

        var fetched = CONTROLLER.anonymous().get("/v2/auth/token/" + key + "/?alias=workflow-cli");
        var again = CONTROLLER.anonymous().get("/v2/auth/token/" + key + "/");

        assertThat(fetched.json().get("token").asString()).isEqualTo(token);
        assertThat(fetched.json().get("username").asString()).isEqualTo("admin");
        assertThat(again.status()).isEqualTo(404);
        assertThat(CONTROLLER
                        .anonymous()
                        .get("/v2/auth/token/0123456789abcdef/")
                        .status())
                .isEqualTo(404);
        assertThat(CONTROLLER.anonymous().as(token).get("/v2/tokens/").body()).contains("workflow-cli");
    }

    private static String key(String user) {
        return login(user, PASSWORD).json().get("key").asString();
    }

    @Test
    void a_token_that_expires_is_worth_nothing_afterwards() {
        CONTROLLER.register("mayfly");
        var fetched = CONTROLLER.anonymous().get("/v2/auth/token/" + key("mayfly") + "/?alias=ci&expires=60");
        var mayfly = CONTROLLER.anonymous().as(fetched.json().get("token").asString());
        assertThat(mayfly.get("/v2/auth/whoami/").status()).isEqualTo(200);
        var shown = mayfly.get("/v2/tokens/")
                .json()
                .get("results")
                .valueStream()
                .filter(token -> token.get("alias").asString().equals("ci"))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(shown.get("expires").asString()))
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(90));

        CONTROLLER
                .database()
                .sql()
                .sql("update tokens set expires = now() where alias = 'ci'")
                .update();

        assertThat(mayfly.get("/v2/auth/whoami/").status()).isEqualTo(401);
        var fresh = CONTROLLER.anonymous().login("mayfly", PASSWORD);
        assertThat(fresh.get("/v2/tokens/").body())
                .as("who logs in sweeps up")
                .doesNotContain("\"ci\"")
                .contains("\"expires\":null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "soon", "315360001", "99999999999999999999"})
    void what_is_no_life_of_a_token_is_refused(String seconds) {
        var answer = CONTROLLER.anonymous().get("/v2/auth/token/0123456789abcdef/?expires=" + seconds);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("expires").toString()).contains("from 1 to 315360000");
    }

    @Test
    void an_unknown_user_and_a_wrong_password_get_the_same_answer() {
        var unknown = login("nobody-here", PASSWORD);
        var wrong = login("admin", "wrong");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.toString()).isEqualTo(unknown.toString());
    }

    @Test
    void guessing_is_slowed_down_for_who_guesses_only() {
        CONTROLLER.register("guessed");
        for (int i = 0; i < 10; i++) {
            assertThat(loginFrom("198.51.100.7", "guessed", "wrong" + i).status())
                    .isEqualTo(401);
        }

        var next = loginFrom("198.51.100.7", "guessed", PASSWORD);

        assertThat(next.status()).isEqualTo(429);
        assertThat(Integer.parseInt(next.header("Retry-After"))).isBetween(1, 61);
        assertThat(loginFrom("198.51.100.8", "guessed", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void the_database_knows_no_token_and_no_password() {
        var token = login("admin", PASSWORD).json().get("token").asString();

        var rows = CONTROLLER
                .database()
                .sql()
                .sql("select t::text from tokens t union all select u::text from users u")
                .query(String.class)
                .list();

        assertThat(String.join("\n", rows)).doesNotContain(token, PASSWORD).contains("$argon2id$");
    }

    @Test
    void a_token_ends_the_moment_it_is_deleted() {
        var dev = CONTROLLER.register("deleter");
        var other = CONTROLLER.register("bystander");
        var uuid = dev.get("/v2/tokens/").json().at("/results/0/uuid").asString();

        assertThat(other.delete("/v2/tokens/" + uuid + "/").status()).isEqualTo(404);
        assertThat(dev.delete("/v2/tokens/not-a-uuid/").status()).isIn(400, 404);
        assertThat(dev.delete("/v2/tokens/" + uuid + "/").status()).isEqualTo(204);
        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(401);
    }

    @Test
    void a_regenerated_token_takes_the_place_of_the_one_that_asked() {
        var dev = CONTROLLER.register("regenerates");

        var fresh = dev.post("/v2/auth/tokens/");

        assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(401);
        assertThat(dev.as(fresh.json().get("token").asString())
                        .get("/v2/auth/whoami")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void only_an_administrator_touches_what_is_others() {
        var dev = CONTROLLER.register("ordinary");
        var victim = CONTROLLER.register("victim");

        assertThat(dev.get("/v2/users/").status()).isEqualTo(403);
        assertThat(dev.post("/v2/auth/tokens/", Map.of("username", "victim")).status())
                .isEqualTo(403);
        assertThat(dev.post("/v2/auth/tokens/", Map.of("all", "true")).status()).isEqualTo(403);
        assertThat(dev.post("/v2/auth/passwd/", Map.of("username", "victim", "new_password", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(dev.send("PATCH", "/v2/users/victim/disable/", null, null).status())
                .isEqualTo(403);
        assertThat(victim.get("/v2/auth/whoami").status()).isEqualTo(200);

        var reset = Map.of("username", "victim", "new_password", "changed");
        assertThat(CONTROLLER.admin().post("/v2/auth/passwd/", reset).status()).isEqualTo(200);
        assertThat(victim.get("/v2/auth/whoami").status()).isEqualTo(401);
        assertThat(login("victim", "changed").status()).isEqualTo(200);
    }

    @Test
    void a_changed_password_ends_all_other_tokens() {
        var dev = CONTROLLER.register("changer");
        var elsewhere = CONTROLLER.anonymous().login("changer", PASSWORD);

        assertThat(dev.post("/v2/auth/passwd/", Map.of("password", "wrong", "new_password", "n"))
                        .status())
                .isEqualTo(400);
        assertThat(dev.post("/v2/auth/passwd/", Map.of("password", PASSWORD, "new_password", ""))
                        .status())
                .isEqualTo(400);
        assertThat(elsewhere.get("/v2/auth/whoami").status()).isEqualTo(200);
        assertThat(dev.post("/v2/auth/passwd/", Map.of("password", PASSWORD, "new_password", "newsesame"))
                        .status())
                .isEqualTo(200);
        assertThat(elsewhere.get("/v2/auth/whoami").status()).isEqualTo(401);
        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(200);
        assertThat(login("changer", PASSWORD).status()).isEqualTo(401);
        assertThat(login("changer", "newsesame").status()).isEqualTo(200);
    }

    @Test
    void a_disabled_account_is_out_at_once() {
        var dev = CONTROLLER.register("disabled");

        assertThat(CONTROLLER
                        .admin()
                        .send("PATCH", "/v2/users/disabled/disable/", null, null)
                        .status())
                .isEqualTo(204);

        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(401);
        assertThat(login("disabled", PASSWORD).status()).isEqualTo(401);
        CONTROLLER.admin().send("PATCH", "/v2/users/disabled/enable/", null, null);
        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(200);
    }

    @Test
    void who_leaves_is_gone_but_not_while_apps_are_left() {
        var dev = CONTROLLER.register("leaver");
        dev.post("/v2/apps/", Map.of("id", "left-behind"));

        assertThat(dev.delete("/v2/auth/cancel/").status()).isEqualTo(409);
        assertThat(dev.delete("/v2/apps/left-behind/").status()).isEqualTo(204);
        assertThat(dev.delete("/v2/auth/cancel/").status()).isEqualTo(204);
        assertThat(dev.get("/v2/auth/whoami").status()).isEqualTo(401);
        assertThat(login("leaver", PASSWORD).status()).isEqualTo(401);
        assertThat(CONTROLLER.admin().delete("/v2/auth/cancel/").status()).isEqualTo(409);
    }

    @Test
    void registration_is_for_administrators_unless_opened() {
        var wanted = Map.of("username", "newcomer", "password", PASSWORD, "email", "n@example.com");
        try (var closed = TestController.start(Map.of())) {
            assertThat(closed.anonymous().post("/v2/auth/register/", wanted).status())
                    .isEqualTo(401);
            assertThat(closed.admin().post("/v2/auth/register/", wanted).status())
                    .isEqualTo(201);
            var ordinary = closed.anonymous().login("newcomer", PASSWORD);
            assertThat(ordinary.post("/v2/auth/register/", Map.of()).status()).isEqualTo(403);
        }
        try (var never = TestController.start(Map.of("REGISTRATION_MODE", "disabled"))) {
            assertThat(never.admin().post("/v2/auth/register/", wanted).status())
                    .isEqualTo(403);
        }
    }

    private static Api.Answer login(String username, String password) {
        return CONTROLLER.anonymous().post("/v2/auth/login/", Map.of("username", username, "password", password));
    }

    private static Api.Answer loginFrom(String address, String username, String password) {
        return CONTROLLER
                .anonymous()
                .with("X-Forwarded-For", address)
                .post("/v2/auth/login/", Map.of("username", username, "password", password));
    }
}
