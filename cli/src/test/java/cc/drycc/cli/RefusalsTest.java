package cc.drycc.cli;

import static cc.drycc.cli.CannedController.reply;
import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.CannedController.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server answers, or does not: one line on standard error, exit code 1, nothing claimed as done. */
class RefusalsTest {

    private final CannedController controller = new CannedController();

    @TempDir
    private Path temporary;

    @AfterEach
    void stop() {
        controller.close();
    }

    private String refused(Reply reply) {
        controller.on("POST /v2/apps/hello/config/", reply);
        return refused(controller.url());
    }

    private String refused(String url) {
        var said = Desk.in(temporary).loggedInAt(url).drycc("config", "set", "A=1", "-a", "hello");
        assertThat(said.out()).isEqualTo("Creating config... failed\n");
        assertThat(said.err()).startsWith("Error: ").endsWith("\n").hasLineCount(1);
        assertThat(said.exitCode()).isEqualTo(1);
        return said.err().substring("Error: ".length()).strip();
    }

    @Test
    void unknown_token_says_how_to_log_in() {
        assertThat(refused(reply(401, "{\"detail\": \"Authentication credentials were not provided.\"}")))
                .isEqualTo("unauthorized: missing or invalid token; log in with: drycc login " + controller.url());
        assertThat(refused(reply(401, "{\"detail\": \"Invalid token.\"}")))
                .isEqualTo("Invalid token. Log in with: drycc login " + controller.url());
        assertThat(refused(reply(401, ""))).contains("log in with: drycc login " + controller.url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"values\": [\"PORT can only be a numeric value\"]} | values: PORT can only be a numeric value",
                "400 | {\"id\": [\"a\", \"b\"], \"x\": 1} | id: a b; x: 1",
                "403 | {\"detail\": \"You do not have permission to perform this action.\"} | You do not have permission to perform this action.",
                "403 | '' | you do not have permission to perform this action",
                "404 | {\"detail\": \"No App matches the given query.\"} | No App matches the given query.",
                "404 | <h1>nginx</h1> | Not Found",
                "409 | {\"detail\": \"Config is identical.\"} | Config is identical.",
                "422 | {\"detail\": \"FOO does not exist under values\"} | FOO does not exist under values",
                "429 | {\"detail\": \"Too many logins.\"} | Too many logins.",
                "500 | {\"detail\": \"The request failed; id 7.\"} | The request failed; id 7.",
            })
    void statuses(int status, String body, String message) {
        assertThat(refused(reply(status, body))).isEqualTo(message);
    }

    @Test
    void a_proxy_that_cannot_reach_the_controller() {
        assertThat(refused(reply(502, "<html><h1>502 Bad Gateway</h1></html>")))
                .isEqualTo(
                        "the controller at " + controller.url() + " answered with status 502; try again in a moment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "{\"values\": ", "'x'"})
    void an_answer_that_is_not_json(String body) {
        assertThat(refused(reply(200, body)))
                .isEqualTo(controller.url()
                        + " did not answer as a controller does; is this its address, or is a proxy in between?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "\"apps\"", "null", "{\"results\": 1}"})
    void a_list_that_is_none(String body) {
        controller.on("GET /v2/apps/", body);
        var said = Desk.in(temporary).loggedInAt(controller.url()).drycc("apps");
        assertThat(said.err()).contains("did not answer as a controller does").hasLineCount(1);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void control_characters_of_a_server_stay_there() {
        assertThat(refused(reply(400, "{\"detail\": \"a\\u001b[31mb\\r\\nError: c\"}")))
                .isEqualTo("a [31mb Error: c");
    }

    @Test
    void a_redirect_is_not_followed_with_the_token() {
        try (var other = new CannedController()) {
            var redirect = reply(301, "").with("Location", other.url() + "/v2/apps/hello/config/");
            assertThat(refused(redirect))
                    .isEqualTo(controller.url() + " says it is now at " + other.url() + "; log in there: drycc login "
                            + other.url());
            assertThat(other.asked()).isEmpty();
        }
        assertThat(refused(reply(302, "").with("Location", "/login"))).contains("sent us somewhere else");
        assertThat(refused(reply(307, ""))).contains("sent us somewhere else");
    }

    @Test
    void login_tells_a_controller_from_a_web_site() {
        controller.on("GET /v2/", reply(200, "<html>"));
        var said = Desk.in(temporary).drycc("login", controller.url(), "-u", "a", "-p", "b");
        assertThat(said.err())
                .startsWith("Error: " + controller.url() + " does not appear to be a valid Drycc controller.")
                .hasLineCount(1);
        assertThat(controller.asked()).hasSize(1);
    }

    @Test
    void login_without_a_token_in_the_answer_writes_no_profile() {
        controller.on("POST /v2/auth/login/", "{}");
        var desk = Desk.in(temporary);
        assertThat(desk.drycc("login", controller.url(), "-u", "a", "-p", "b").err())
                .contains("gave no token");
        assertThat(desk.home().resolve(".drycc")).doesNotExist();
    }

    @Test
    void login_with_a_wrong_password() {
        controller.on(
                "POST /v2/auth/login/",
                reply(400, "{\"non_field_errors\": [\"Unable to log in with provided credentials.\"]}"));
        var said = Desk.in(temporary).drycc("login", controller.url(), "-u", "a", "-p", "hunter2");
        assertThat(said.err())
                .contains("Unable to log in with provided credentials.")
                .hasLineCount(1);
        assertThat(said.out() + said.err()).doesNotContain("hunter2");
    }

    @Test
    void nobody_listens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(refused("http://127.0.0.1:" + port))
                .isEqualTo("cannot reach the controller at http://127.0.0.1:" + port
                        + "; is it running, and is this its address?");
    }

    @Test
    void no_such_host() {
        assertThat(refused("http://drycc.invalid"))
                .isEqualTo("cannot reach the controller at http://drycc.invalid; there is no such host");
    }

    @Test
    void a_server_that_hangs_up() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var hanging = Thread.startVirtualThread(() -> {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read();
                } catch (IOException expected) {
                    // the test is over
                }
            });
            assertThat(refused("http://127.0.0.1:" + socket.getLocalPort()))
                    .contains("broke", "whether it did what was asked is not known");
            hanging.join();
        }
    }

    @Test
    void another_api_version_is_a_warning_once() {
        controller.on("POST /v2/apps/hello/scale/", new Reply(204, "", Map.of("DRYCC_API_VERSION", "2.9")));
        controller.on("GET /v2/apps/hello/pods/", reply(200, Wire.all()).with("DRYCC_API_VERSION", "2.9"));
        var said = Desk.in(temporary).loggedInAt(controller.url()).drycc("scale", "web=1", "-a", "hello");
        assertThat(said.err()).isEqualTo("""
                        !    WARNING: Client and server API versions do not match. Please consider upgrading.
                        !    Client version: 2.3
                        !    Server version: 2.9
                        """);
        assertThat(said.exitCode()).isZero();
    }
}
