package cc.drycc.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.RawRequest;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, paths and headers nobody should send (bad-inputs A13 to A31, P01 to P11, H08 to H13), and what is unchanged after each. */
class BadInputsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api ADMIN = CONTROLLER.admin();
    private static final String APP = "/v2/apps/running-app";

    @BeforeAll
    static void apps() {
        CONTROLLER.engine().image("drycc/example-go:latest", Map.of(), 8080);
        for (var name : List.of("running-app", "empty-app")) {
            assertThat(ADMIN.post("/v2/apps/", Map.of("id", name)).status()).isEqualTo(201);
        }
        assertThat(ADMIN.post(APP + "/build/", Map.of("image", "drycc/example-go:latest"))
                        .status())
                .isEqualTo(201);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                        scales("A13", APP, "-1", "1.5", "\"two\"", "null", "true", "[]", "{}", "2147483648", "1e400"),
                        posts("A15 unknown type", APP + "/scale/", "{\"nothing\": 1}"),
                        posts("A15 run", APP + "/scale/", "{\"run\": 1}"),
                        posts("A15 before the first build", "/v2/apps/empty-app/scale/", "{\"web\": 1}"),
                        posts("A15 nothing", APP + "/scale/", "{}"),
                        rollbacks("A16", "0", "-1", "999999", "\"abc\"", "1", "1.5", "[]", "true", "2147483648"),
                        posts("A17 no command", APP + "/run/", "{}"),
                        posts("A17 empty command", APP + "/run/", "{\"command\": \"\"}"),
                        posts("A17 null command", APP + "/run/", "{\"command\": null}"),
                        posts("A17 list of maps", APP + "/run/", "{\"command\": [{\"a\": 1}]}"),
                        posts("A17 huge command", APP + "/run/", "{\"command\": \"" + "a".repeat(1 << 20) + "\"}"),
                        posts("A17 NUL", APP + "/run/", "{\"command\": \"a\\u0000b\"}"),
                        posts("A17 timeout", APP + "/run/", "{\"command\": \"true\", \"timeout\": -1}"),
                        posts("A20 nobody", APP + "/", "{\"owner\": \"nobody-here\"}"),
                        posts("A20 empty", APP + "/", "{\"owner\": \"\"}"),
                        posts("A20 number", APP + "/", "{\"owner\": 1}"),
                        autoscales("A28", "5, 2, 50", "0, 2, 50", "1, 2, 0", "1, 2, 5000", "\"1\", 2, 50", "-1, 2, 50"),
                        autoscales("A28", "1.5, 2, 50", "null, 2, 50", "1, 2147483648, 50", "1, 2, true"),
                        probes(
                                "A25",
                                "{\"httpGet\": {\"port\": 0}}",
                                "{\"httpGet\": {\"port\": 70000}}",
                                "{\"httpGet\": {\"port\": \"80a\"}}",
                                "{\"tcpSocket\": {\"port\": -1}}",
                                "{\"httpGet\": {\"port\": 80}, \"exec\": {\"command\": [\"true\"]}}",
                                "{\"exec\": {\"command\": \"true\"}}",
                                "{\"exec\": {\"command\": []}}",
                                "{\"httpGet\": {\"port\": 80}, \"periodSeconds\": 0}",
                                "{\"httpGet\": {\"port\": 80}, \"timeoutSeconds\": \"x\"}",
                                "{}",
                                "[]",
                                "5"),
                        posts(
                                "A25 unknown probe",
                                APP + "/config/",
                                "{\"healthcheck\": {\"web\": {\"oddProbe\": {\"httpGet\": {\"port\": 80}}}}}"),
                        posts("A25 list", APP + "/config/", "{\"healthcheck\": []}"),
                        posts("A31 unknown", APP + "/config/", "{\"limits\": {\"web\": \"std1.none.c1m1\"}}"),
                        posts("A31 null", APP + "/config/", "{\"limits\": {\"nothing\": null}}"),
                        posts("A31 number", APP + "/config/", "{\"limits\": {\"web\": 5}}"),
                        posts("A31 string", APP + "/config/", "{\"limits\": \"x\"}"),
                        posts("image", APP + "/build/", "{\"image\": \"--all\"}"),
                        posts("image", APP + "/build/", "{\"image\": \"../x\"}"),
                        posts("image", APP + "/build/", "{\"image\": \"\"}"),
                        posts("P01 empty name", APP + "/build/", procfile("{\"\": \"x\"}")),
                        posts("P01 upper case", APP + "/build/", procfile("{\"Web\": \"x\"}")),
                        posts("P01 accent", APP + "/build/", procfile("{\"w\u00e9b\": \"x\"}")),
                        posts("P01 run", APP + "/build/", procfile("{\"run\": \"x\"}")),
                        posts("P01 64 letters", APP + "/build/", procfile("{\"" + "a".repeat(64) + "\": \"x\"}")),
                        posts("P04 NUL", APP + "/build/", procfile("{\"web\": \"a\\u0000b\"}")),
                        posts("P04 1 MiB", APP + "/build/", procfile("{\"web\": \"" + "a".repeat(1 << 20) + "\"}")),
                        posts("P04 512 KiB", APP + "/build/", procfile("{\"web\": \"" + "a".repeat(1 << 19) + "\"}")),
                        posts("P04 10,000 types", APP + "/build/", procfile(manyTypes())),
                        posts("P07 list", APP + "/build/", procfile("{\"web\": [\"a\", \"b\"]}")),
                        posts("P07 map", APP + "/build/", procfile("{\"web\": {\"a\": \"b\"}}")),
                        posts("P07 twice", APP + "/build/", procfile("{\"web\": \"a\", \"web\": \"b\"}")),
                        posts("P03 list", APP + "/build/", procfile("[]")),
                        posts("P03 string", APP + "/build/", procfile("\"web: x\"")),
                        posts("P03 null", APP + "/build/", procfile("{\"web\": null}")),
                        posts("P03 empty", APP + "/build/", procfile("{\"web\": \"\"}")),
                        posts("P03 number", APP + "/build/", procfile("{\"web\": 5}")),
                        posts("P08 blank", APP + "/build/", pipeline("\"build\": {\"docker\": \"a b\"}")),
                        posts("P08 flag", APP + "/build/", pipeline("\"build\": {\"docker\": \"--file=x\"}")),
                        posts("P08 up", APP + "/build/", pipeline("\"build\": {\"docker\": \"../x\"}")),
                        posts("P08 absolute", APP + "/build/", pipeline("\"build\": {\"docker\": \"/etc/passwd\"}")),
                        posts(
                                "P09 twice",
                                APP + "/build/",
                                dryccfile("{\"pipeline\": {\"a\": %1$s, \"b\": %1$s}}"
                                        .formatted("{\"kind\": \"pipeline\", \"ptype\": \"web\", \"deploy\": {}}"))),
                        posts("P09 unknown key", APP + "/build/", pipeline("\"replicas\": 3")),
                        posts(
                                "P09 timeout",
                                APP + "/build/",
                                pipeline("\"run\": {\"args\": [\"x\"], \"timeout\": -1}")),
                        posts(
                                "P09 timeout text",
                                APP + "/build/",
                                pipeline("\"run\": {\"args\": [\"x\"], \"timeout\": \"x\"}")),
                        posts(
                                "P09 timeout huge",
                                APP + "/build/",
                                pipeline("\"run\": {\"args\": [\"x\"], \"timeout\": 1000000000000}")),
                        posts(
                                "P09 timeout 1e400",
                                APP + "/build/",
                                pipeline("\"run\": {\"args\": [\"x\"], \"timeout\": 1e400}")),
                        posts("P09 group up", APP + "/build/", pipeline("\"config\": [\"../x\"]")),
                        posts("P09 group blank", APP + "/build/", pipeline("\"config\": [\"A B\"]")),
                        posts("P09 list", APP + "/build/", dryccfile("[]")),
                        posts("P09 text", APP + "/build/", dryccfile("\"x\"")),
                        posts("P09 no pipeline", APP + "/build/", dryccfile("{\"config\": {}}")),
                        posts("P09 null pipeline", APP + "/build/", dryccfile("{\"pipeline\": null}")),
                        posts("P09 file name", APP + "/build/", dryccfile("{\"pipeline\": {\"../x\": {}}}")),
                        posts("P09 run", APP + "/build/", pipeline("\"ptype\": \"run\"")),
                        posts(
                                "P11 deploy",
                                APP + "/build/",
                                pipeline("\"deploy\": {\"image\": \"127.0.0.1:5000/a/b\"}")),
                        posts("P11 run", APP + "/build/", pipeline("\"run\": {\"image\": \"localhost/a\"}")),
                        posts("E01 name", APP + "/build/", pipeline("\"env\": {\"A B\": \"x\"}")),
                        posts("E04 NUL", APP + "/build/", pipeline("\"env\": {\"A\": \"x\\u0000\"}")),
                        posts("E05 PORT", APP + "/build/", pipeline("\"env\": {\"PORT\": \"abc\"}")),
                        posts("E08 list", APP + "/build/", pipeline("\"env\": {\"A\": []}")),
                        posts("E10 ours", APP + "/build/", pipeline("\"env\": {\"DRYCC_APP\": \"x\"}")))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void a_bad_field_is_refused_and_nothing_is_changed(String row, String path, String body) {
        var before = state();

        var answer = ADMIN.post(path, body);

        assertThat(answer.status()).as(answer.body()).isIn(400, 404, 409, 413, 422);
        assertThat(state()).isEqualTo(before);
    }

    private static List<String> state() {
        return List.of(
                ADMIN.get(APP + "/").body(),
                ADMIN.get(APP + "/pods/").body(),
                ADMIN.get(APP + "/settings/").body(),
                ADMIN.get(APP + "/releases/").json().get("count").toString());
    }

    static Stream<Arguments> pages() {
        var lists = List.of(
                "/v2/apps/",
                "/v2/keys/",
                "/v2/tokens/",
                "/v2/users/",
                "/v2/admin/perms/",
                APP + "/releases/",
                APP + "/perms/");
        var pages = List.of(
                "limit=-1",
                "limit=abc",
                "limit=1000000000",
                "limit=",
                "limit=1e3",
                "offset=-1",
                "offset=abc",
                "offset=9223372036854775808",
                "offset=1e3",
                "limit=1&limit=2",
                "limit=%00",
                "limit=%F0%9F%92%A9");
        return lists.stream().flatMap(list -> pages.stream().map(page -> Arguments.of(list + "?" + page)));
    }

    @ParameterizedTest(name = "A18 {0}")
    @MethodSource("pages")
    void an_odd_page_is_capped_or_refused(String path) {
        var answer = ADMIN.get(path);

        assertThat(answer.status()).as(answer.body()).isIn(200, 400);
        if (answer.status() == 200) {
            assertThat(answer.json().get("results").size()).isLessThanOrEqualTo(1_000);
        }
    }

    @ParameterizedTest(name = "A19 log_lines={0}")
    @ValueSource(strings = {"-5", "abc", "1000000000000", "99999999999999999999", "1.5", "", "%00"})
    void odd_numbers_of_lines_are_capped_or_refused(String lines) {
        assertThat(ADMIN.get(APP + "/logs/?log_lines=" + lines).status()).isIn(200, 400);
    }

    @ParameterizedTest(name = "A21 {0}")
    @ValueSource(
            strings = {
                "/v2/apps/%2e%2e%2fadmin%2fperms/",
                "/v2/apps/x%00y/",
                "/v2/apps/..%5cadmin/",
                "/v2/apps/%252e%252e/",
                "/v2/apps/%c0%af/",
                "/v2/apps/running-app%0d%0aX:y/",
                "/v2/apps/running-app/releases/%2e%2e/",
                "/v2/apps/running-app/pods/%2e%2e%2f%2e%2e/logs/",
                "/v2/apps//running-app/",
                "/v2/keys/%2e%2e%2fusers",
                "/v2/users/%2e%2e/enable"
            })
    void a_path_leads_nowhere_else(String path) {
        assertThat(ADMIN.get(path).status()).isIn(400, 404, 405);
    }

    @ParameterizedTest(name = "A24 {0}")
    @ValueSource(strings = {"TRACE", "CONNECT", "BREW", "PROPFIND"})
    void other_methods_do_nothing(String method) {
        assertThat(raw("%s %s HTTP/1.1\r\nHost: localhost\r\n".formatted(method, APP)))
                .matches("(?s)HTTP/1.1 (401|404|405) .*");
        assertThat(ADMIN.get(APP).status()).isEqualTo(200);
    }

    static Stream<Arguments> unclearRequests() {
        var get = "GET /v2/apps HTTP/1.1\r\nHost: localhost\r\n";
        var post = "POST /v2/auth/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        return Stream.of(
                Arguments.of("H01 length and chunks", post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"),
                Arguments.of("H01 two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n"),
                Arguments.of("H01 unknown encoding", post + "Transfer-Encoding: xchunked\r\n"),
                Arguments.of("H01 identity behind chunked", post + "Transfer-Encoding: chunked, identity\r\n"),
                Arguments.of("H01 blank before the colon", get + "X-Odd : y\r\n"),
                Arguments.of("H01 folded first line", "GET /v2/apps HTTP/1.1\r\n Host: localhost\r\n"),
                Arguments.of("H03 no host", "GET /v2/apps HTTP/1.1\r\n"),
                Arguments.of("H03 two hosts", get + "Host: other\r\n"),
                Arguments.of("H03 NUL", "GET /v2/apps HTTP/1.1\r\nHost: local\0host\r\n"),
                Arguments.of("H03 user", "GET /v2/apps HTTP/1.1\r\nHost: a@localhost\r\n"),
                Arguments.of("H04 other host", "GET http://evil.test/v2/apps HTTP/1.1\r\nHost: localhost\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unclearRequests")
    void a_request_that_can_be_read_two_ways_is_dropped(String row, String head) {
        assertThat(raw(head)).as(row).matches("(?s)(HTTP/1.1 400 .*)?");
    }

    /** The router drops it; here, where the request ends, RFC 9112 5.2 allows to read it as one line. */
    @ParameterizedTest(name = "H01 folded {0}")
    @ValueSource(strings = {" ", "\t"})
    void what_goes_on_in_the_next_line_is_no_header_of_its_own(String fold) {
        var token = CONTROLLER
                .anonymous()
                .post("/v2/auth/login/", Map.of("username", "admin", "password", "opensesame"))
                .json()
                .get("token")
                .asString();

        assertThat(raw("GET /v2/apps HTTP/1.1\r\nHost: localhost\r\nX-Folded: a\r\n" + fold + "Authorization: token "
                        + token + "\r\n"))
                .matches("(?s)HTTP/1.1 40[01] .*");
    }

    @Test
    void headers_too_large_or_too_many_are_refused() {
        var start = "GET /v2/apps HTTP/1.1\r\nHost: localhost\r\n";

        assertThat(raw(start + "X-Large: " + "a".repeat(1 << 16) + "\r\n"))
                .as("H08 64 KiB")
                .matches("(?s)(HTTP/1.1 4\\d\\d .*)?");
        assertThat(raw(start + "X: y\r\n".repeat(1_000))).as("H08 1,000").matches("(?s)(HTTP/1.1 4\\d\\d .*)?");
        assertThat(raw(start + "Authorization: token " + "a".repeat(1 << 20) + "\r\n"))
                .as("H09 1 MB")
                .matches("(?s)(HTTP/1.1 4\\d\\d .*)?");
        assertThat(ADMIN.get("/v2/apps").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "H11 {0}")
    @ValueSource(strings = {"Host", "X-Forwarded-Host", "X-Host", "Forwarded"})
    void a_login_leads_to_no_other_host(String header) {
        var answer = CONTROLLER
                .anonymous()
                .with(header, header.equals("Forwarded") ? "host=evil.test" : "evil.test")
                .post("/v2/auth/login/", Map.of("username", "admin", "password", "opensesame"));

        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.body()).doesNotContain("evil.test");
        assertThat(ADMIN.with(header, "evil.test").get("/v2/apps/?limit=1").body())
                .doesNotContain("evil.test");
    }

    @Test
    void a_foreign_page_gets_no_leave_to_read() {
        var answer = ADMIN.with("Origin", "https://evil.test").get("/v2/auth/whoami");

        assertThat(answer.header("Access-Control-Allow-Origin")).as("H12").isNotEqualTo("https://evil.test");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void a_password_of_a_mebibyte_is_refused_before_it_costs() {
        var huge = Map.of("username", "newcomer", "email", "n@example.com", "password", "x".repeat(1 << 20));
        long start = System.nanoTime();

        assertThat(CONTROLLER.anonymous().post("/v2/auth/register/", huge).status())
                .as("A12")
                .isIn(400, 413);
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    private static String raw(String head) {
        return RawRequest.send(CONTROLLER.port(), head + "Connection: close\r\n\r\n");
    }

    private static Stream<Arguments> posts(String row, String path, String body) {
        return Stream.of(Arguments.of(row + " " + body.substring(0, Math.min(60, body.length())), path, body));
    }

    private static Stream<Arguments> scales(String row, String app, String... counts) {
        return Stream.of(counts).flatMap(count -> posts(row, app + "/scale/", "{\"web\": " + count + "}"));
    }

    private static Stream<Arguments> rollbacks(String row, String... versions) {
        return Stream.of(versions)
                .flatMap(version -> posts(row, APP + "/releases/rollback/", "{\"version\": " + version + "}"));
    }

    private static Stream<Arguments> autoscales(String row, String... rules) {
        return Stream.of(rules)
                .map(rule -> rule.split(", "))
                .flatMap(rule -> posts(
                        row,
                        APP + "/settings/",
                        "{\"autoscale\": {\"web\": {\"min\": %s, \"max\": %s, \"cpu_percent\": %s}}}"
                                .formatted((Object[]) rule)));
    }

    private static Stream<Arguments> probes(String row, String... probes) {
        return Stream.of(probes)
                .flatMap(probe -> posts(
                        row + " " + probe,
                        APP + "/config/",
                        "{\"healthcheck\": {\"web\": {\"livenessProbe\": %s}}}".formatted(probe)));
    }

    private static String dryccfile(String json) {
        return "{\"image\": \"drycc/example-go:latest\", \"dryccfile\": %s}".formatted(json);
    }

    /** One that is good but for these fields, which take the place of others. */
    private static String pipeline(String fields) {
        var all = new StringBuilder("{").append(fields);
        for (var field : List.of("\"kind\": \"pipeline\"", "\"ptype\": \"web\"", "\"deploy\": {}")) {
            if (!fields.contains(field.substring(0, field.indexOf(':')))) {
                all.append(", ").append(field);
            }
        }
        return dryccfile("{\"pipeline\": {\"web.yaml\": %s}}".formatted(all.append("}")));
    }

    private static String manyTypes() {
        return IntStream.range(0, 10_000)
                .mapToObj("\"t%d\": \"x\""::formatted)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String procfile(String procfile) {
        return "{\"image\": \"drycc/example-go:latest\", \"procfile\": " + procfile + "}";
    }
}
