package cc.drycc.controller.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code drycc login} with a browser: a key, a page, a form, a token; and what goes wrong on the way. */
class LoginPageTest {

    private static final Pattern CHECK = Pattern.compile("name=\"check\" value=\"([0-9a-f]+)\"");
    private static final String PASSWORD = "opensesame";

    private static TestController controller;

    @BeforeAll
    static void start() {
        controller = TestController.start(Map.of("REGISTRATION_MODE", "enabled"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    private static Api program(String address, String name) {
        return controller.anonymous().with("X-Forwarded-For", address).with("User-Agent", name);
    }

    private static String begun(Api program) {
        var answer = program.post("/v2/auth/login/", "{}");
        assertThat(answer.status()).isEqualTo(200);
        var key = answer.json().get("key").asString();
        assertThat(key).matches("[0-9a-f]{32}");
        assertThat(answer.header("Location")).matches("http://127\\.0\\.0\\.1:[0-9]+/v2/login/drycc/\\?key=" + key);
        return key;
    }

    private static Api.Answer page(String key) {
        return controller.anonymous().get("/v2/login/drycc/?key=" + key);
    }

    private static Api.Answer sent(Api browser, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send("POST", "/v2/login/drycc/", "application/x-www-form-urlencoded", form);
    }

    /** The form as a browser sends it that got it from our page. */
    private static Api.Answer logsIn(String key, String username, String password) {
        var check = check(page(key));
        return sent(
                controller.anonymous().with("Cookie", "drycc_login=" + check).with("Sec-Fetch-Site", "same-origin"),
                Map.of("key", key, "check", check, "username", username, "password", password));
    }

    private static String check(Api.Answer page) {
        var found = CHECK.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        assertThat(page.header("Set-Cookie"))
                .startsWith("drycc_login=" + found.group(1) + ";")
                .contains("HttpOnly", "SameSite=Strict", "Path=/v2/login/drycc");
        return found.group(1);
    }

    private static Api.Answer fetched(String key) {
        return controller.anonymous().get("/v2/auth/token/" + key + "/?alias=workflow-cli");
    }

    @Test
    void who_logs_in_lets_the_waiting_program_in_once() {
        controller.register("browsing");
        var key = begun(program("203.0.113.5", "drycc-java/v0.1.0"));
        assertThat(fetched(key).status()).isEqualTo(404);

        var page = page(key);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<b>drycc-java/v0.1.0</b> at <b>203.0.113.5</b>", "close this page");
        assertThat(fetched(key).status()).as("looking is not logging in").isEqualTo(404);

        var done = logsIn(key, "browsing", PASSWORD);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Logged in as browsing");

        var token = fetched(key);
        assertThat(token.json().get("username").asString()).isEqualTo("browsing");
        assertThat(fetched(key).status()).as("once").isEqualTo(404);
        var user = controller.anonymous().as(token.json().get("token").asString());
        assertThat(user.get("/v2/auth/whoami/").body()).contains("browsing");
        assertThat(user.get("/v2/tokens/").body()).contains("workflow-cli");
        assertThat(page(key).status()).as("over").isEqualTo(404);
    }

    @Test
    void an_empty_body_begins_a_login_too() {
        var answer = controller.anonymous().post("/v2/auth/login/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("key");
    }

    @Test
    void a_key_that_nobody_was_given_opens_nothing() {
        for (var key : new String[] {"", "4ccc81ee2dce4349ad5261ceffe72c71", "x", "<script>", "../../etc"}) {
            var page = page(URLEncoder.encode(key, StandardCharsets.UTF_8));
            assertThat(page.status()).as(key).isEqualTo(404);
            assertThat(page.body()).doesNotContain("<form", "<script");
        }
        var check = check(page(begun(program("203.0.113.6", "p"))));
        var made = sent(
                controller.anonymous().with("Cookie", "drycc_login=" + check),
                Map.of("key", "made-up", "check", check, "username", "admin", "password", PASSWORD));
        assertThat(made.status()).isEqualTo(404);
    }

    @Test
    void a_login_key_made_with_a_password_opens_no_page() {
        var key = controller
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "admin", "password", PASSWORD))
                .json()
                .get("key")
                .asString();
        assertThat(page(key).status()).isEqualTo(404);
        assertThat(fetched(key).status()).isEqualTo(200);
    }

    @Test
    void a_form_from_elsewhere_does_nothing() {
        var key = begun(program("203.0.113.7", "p"));
        var check = check(page(key));
        var form = Map.of("key", key, "check", check, "username", "admin", "password", PASSWORD);
        var cookie = controller.anonymous().with("Cookie", "drycc_login=" + check);

        assertThat(sent(controller.anonymous(), form).status()).as("no cookie").isEqualTo(403);
        assertThat(sent(cookie.with("Cookie", "drycc_login=0" + check), form).status())
                .as("another cookie")
                .isEqualTo(403);
        assertThat(sent(cookie.with("Cookie", "drycc_login="), Map.of("key", key, "check", ""))
                        .status())
                .as("two empty ones")
                .isEqualTo(403);
        for (var site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(sent(cookie.with("Sec-Fetch-Site", site), form).status())
                    .as(site)
                    .isEqualTo(403);
        }
        assertThat(cookie.post("/v2/login/drycc/", form).status()).as("JSON").isEqualTo(415);
        assertThat(cookie.send(
                                "POST",
                                "/v2/login/drycc/?check=" + check + "&key=" + key + "&username=admin&password="
                                        + PASSWORD,
                                "application/x-www-form-urlencoded",
                                "")
                        .status())
                .as("in the address")
                .isEqualTo(403);
        assertThat(fetched(key).status()).isEqualTo(404);
        assertThat(sent(cookie, form).status()).as("the real one still works").isEqualTo(200);
    }

    @Test
    void a_wrong_password_shows_the_form_again_and_counts() {
        controller.register("typist");
        var key = begun(program("203.0.113.8", "p"));
        for (int i = 0; i < 10; i++) {
            var again = logsIn(key, "typist", "wrong" + i);
            assertThat(again.status()).isEqualTo(401);
            assertThat(again.body())
                    .contains("Name or password is wrong.", "<form")
                    .doesNotContain("wrong" + i, "typist");
        }
        var slowed = logsIn(key, "typist", PASSWORD);
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.body()).contains("Request was throttled");
        assertThat(logsIn(key, "", "").status()).isEqualTo(401);
        assertThat(fetched(key).status()).isEqualTo(404);
    }

    @Test
    void what_the_program_says_it_is_cannot_write_the_page() {
        var key = begun(program("203.0.113.9", "<script>alert(1)</script>\"'&" + "x".repeat(5_000)));
        var page = page(key);
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;x")
                .doesNotContain("<script", "x".repeat(101));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void one_address_cannot_begin_logins_without_end() {
        var program = program("203.0.113.10", "p");
        for (int i = 0; i < 20; i++) {
            begun(program);
        }
        assertThat(program.post("/v2/auth/login/", "{}").status()).isEqualTo(429);
        assertThat(begun(program("203.0.113.11", "p"))).isNotEmpty();
    }
}
