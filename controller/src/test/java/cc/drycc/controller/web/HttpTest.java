package cc.drycc.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.RawRequest;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route has in common: versions, slashes, credentials, methods, pages. */
class HttpTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api ADMIN = CONTROLLER.admin();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/apps/, 200",
        "GET, /v2/apps, 200",
        "GET, /v2/nothing/, 404",
        "PUT, /v2/apps/, 405",
        "GET, /healthz, 200",
        "POST, /v2/keys/, 415",
        "GET, /v2/apps/missing/, 404",
        "DELETE, /v2/auth/login/, 405",
        "GET, /, 404"
    })
    void every_answer_names_the_versions(String method, String path, int status) {
        var answer = ADMIN.send(method, path, null, null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("DRYCC_API_VERSION")).isEqualTo("2.3");
        assertThat(answer.header("DRYCC_PLATFORM_VERSION")).isEqualTo("2.3.0");
    }

    @Test
    void what_tomcat_refuses_is_answered_in_our_shape_too() {
        var answer = raw("GET /v2/apps/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"detail\":").doesNotContain("Tomcat", "<html");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "H14, /v2/",
        "H14, /v2",
        "H14, /v2/apps/",
        "H14, /v2/auth/whoami/",
        "H14, /v2/nothing",
        "H14, /",
        "A23, //v2//apps/",
        "A23, /v2/./apps/",
        "A23, /V2/APPS/",
        "A23, /v2//apps",
        "A23, /v2/apps/%2e%2e%2fadmin%2fperms/",
        "A23, /v2/users",
        "A23, /healthz/../v2/users",
        "A23, /%76%32/users",
        "A23, /v2;x/users",
        "A23, /v2/apps/..;/users"
    })
    void nothing_opens_without_a_token(String row, String path) {
        var answer = CONTROLLER.anonymous().get(path);

        assertThat(answer.status()).as(answer.body()).isIn(400, 401, 404);
    }

    @Test
    void the_root_says_that_credentials_are_missing() {
        var answer = CONTROLLER.anonymous().get("/v2/");

        assertThat(answer.toString())
                .as("H14")
                .isEqualTo("401 {\"detail\":\"Authentication credentials were not provided.\"}");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token ",
                "token a b",
                "Basic x",
                "x",
                "token \u00e9\u00e9",
                "token unknown",
                "Bearer",
                "Bearer unknown",
                "tokenabc"
            })
    void bad_credentials_are_401(String header) {
        var answer = raw("GET /v2/apps/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + header
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: token");
    }

    @Test
    void a_token_is_good_as_bearer_too_but_never_in_the_query() {
        var token = CONTROLLER
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "admin", "password", "opensesame"))
                .json()
                .get("token")
                .asString();

        assertThat(CONTROLLER
                        .anonymous()
                        .with("Authorization", "Bearer " + token)
                        .get("/v2/auth/whoami")
                        .status())
                .isEqualTo(200);
        assertThat(CONTROLLER.anonymous().get("/v2/auth/whoami?token=" + token).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"TRACE, 405", "BREW, 405", "PUT, 405"})
    void other_methods_do_nothing(String method, int status) {
        ADMIN.post("/v2/apps/", Map.of("id", "untouched"));
        var token = CONTROLLER
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "admin", "password", "opensesame"))
                .json()
                .get("token")
                .asString();

        var answer = raw(method + " /v2/apps/untouched/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: token " + token
                + "\r\nX-HTTP-Method-Override: DELETE\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(CONTROLLER.admin().get("/v2/apps/untouched/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=-1, 200",
        "limit=abc, 200",
        "limit=0, 200",
        "limit=1000000000, 200",
        "limit=99999999999999999999, 200",
        "offset=-1, 400",
        "offset=9223372036854775808, 400",
        "offset=abc, 400",
        "offset=5, 200",
        "limit=1&offset=1, 200"
    })
    void odd_pages_are_capped_or_refused(String query, int status) {
        var answer = CONTROLLER.admin().get("/v2/users/?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void pages_link_to_each_other() {
        var admin = CONTROLLER.admin();
        for (int i = 0; i < 3; i++) {
            admin.post("/v2/apps/", Map.of("id", "paged-" + i));
        }

        var middle = admin.get("/v2/apps/?limit=1&offset=1").json();

        assertThat(middle.get("results").size()).isEqualTo(1);
        assertThat(middle.get("count").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(middle.get("next").asString()).isEqualTo("http://drycc.localhost:8080/v2/apps?limit=1&offset=2");
        assertThat(middle.get("previous").asString()).isEqualTo("http://drycc.localhost:8080/v2/apps?limit=1");
    }

    private static String raw(String request) {
        return RawRequest.send(CONTROLLER.port(), request);
    }
}
