package cc.drycc.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.Desk;
import cc.drycc.cli.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code http_proxy}, {@code https_proxy}, {@code no_proxy} (seed 4.1): which proxy is asked for which controller. */
class ProxiesTest {

    @TempDir
    private Path temporary;

    /** A proxy is asked for the whole URL: a controller that has an answer for it plays one. */
    private CannedController proxy() {
        return new CannedController().on("GET http://drycc.example.com/v2/apps/", Wire.page(Wire.app("by-proxy")));
    }

    @ParameterizedTest
    @CsvSource({"http_proxy", "HTTP_PROXY"})
    void requests_go_through_the_proxy(String variable) {
        try (var proxy = proxy()) {
            var said = Desk.in(temporary)
                    .loggedInAt("http://drycc.example.com")
                    .variable(variable, proxy.url())
                    .drycc("apps");
            assertThat(said.err()).isEmpty();
            assertThat(said.out()).contains("by-proxy");
        }
    }

    @Test
    void the_proxy_gets_its_password_and_the_controller_its_token() {
        try (var proxy = proxy()) {
            var wanted = CannedController.reply(407, "").with("Proxy-Authenticate", "Basic realm=\"proxy\"");
            proxy.on("GET http://drycc.example.com/v2/keys/", wanted);
            var desk = Desk.in(temporary)
                    .loggedInAt("http://drycc.example.com")
                    .variable("http_proxy", proxy.url().replace("http://", "http://eve:s%20cret@"));
            assertThat(desk.drycc("keys").err()).doesNotContain("s cret", "s%20cret");
            assertThat(proxy.asked()).anySatisfy(asked -> {
                assertThat(asked.proxyAuthorization())
                        .contains("Basic "
                                + Base64.getEncoder().encodeToString("eve:s cret".getBytes(StandardCharsets.UTF_8)));
                assertThat(asked.authorization()).contains("token token-of-dev");
            });
        }
    }

    @Test
    void a_controller_that_wants_a_login_does_not_get_the_password_of_the_proxy() {
        for (var scheme : List.of("token", "Basic realm=\"x\"")) {
            try (var proxy = proxy()) {
                proxy.on(
                        "GET http://drycc.example.com/v2/apps/",
                        CannedController.reply(401, "{}").with("WWW-Authenticate", scheme));
                var said = Desk.in(temporary)
                        .loggedInAt("http://drycc.example.com")
                        .variable("http_proxy", proxy.url().replace("http://", "http://eve:secret@"))
                        .drycc("apps");
                assertThat(said.exitCode()).isEqualTo(1);
                assertThat(said.err()).startsWith("Error: ").doesNotContain("secret");
                assertThat(proxy.asked())
                        .allSatisfy(asked -> assertThat(asked.authorization()).contains("token token-of-dev"));
                if (scheme.equals("token")) {
                    assertThat(said.err()).contains("log in with: drycc login http://drycc.example.com");
                }
            }
        }
    }

    @Test
    void what_is_no_proxy_is_said_without_its_password() {
        var said = Desk.in(temporary)
                .loggedInAt("http://drycc.example.com")
                .variable("http_proxy", "socks5://eve:hunter2@proxy:1080")
                .drycc("apps");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .isEqualTo(
                        "Error: the variable http_proxy is not the address of an HTTP proxy; it looks like http://proxy:3128\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://drycc.example.com | p:1 | - | - | p:1",
                "https://drycc.example.com | p:1 | - | - | -",
                "https://drycc.example.com | p:1 | http://q:2/ | - | q:2",
                "http://drycc.example.com | http://p | - | - | p:80",
                "http://drycc.example.com | p:1 | - | * | -",
                "http://drycc.example.com | p:1 | - | example.com | -",
                "http://drycc.example.com | p:1 | - | .example.com | -",
                "http://drycc.example.com | p:1 | - | *.example.com | -",
                "http://example.com | p:1 | - | .example.com | p:1",
                "http://drycc.example.com | p:1 | - | ample.com | p:1",
                "http://drycc.example.com | p:1 | - | other.org, Drycc.Example.com | -",
                "http://drycc.example.com:8080 | p:1 | - | example.com:8080 | -",
                "http://drycc.example.com:8080 | p:1 | - | example.com:80 | p:1",
                "http://drycc.example.com | p:1 | - | example.com:80 | -",
                "http://10.1.2.3:8080 | p:1 | - | 10.0.0.0/8 | -",
                "http://11.1.2.3:8080 | p:1 | - | 10.0.0.0/8 | p:1",
                "http://10.1.2.3 | p:1 | - | 10.1.2.3 | -",
                "http://110.1.2.3 | p:1 | - | 10.1.2.3 | p:1",
                "http://[fd00::1]:8080 | p:1 | - | fd00::/8 | -",
                "http://drycc.example.com | p:1 | - | 10.0.0.0/99 | p:1",
                "http://localhost:8080 | p:1 | - | - | -",
                "http://drycc.localhost:8080 | p:1 | - | - | -",
                "http://127.0.0.1:8080 | p:1 | - | - | -",
                "http://[::1]:8080 | p:1 | - | - | -",
            })
    void which_proxy(
            String controller,
            @Nullable String http,
            @Nullable String https,
            @Nullable String except,
            @Nullable String expected) {
        var desk = Desk.in(temporary);
        put(desk, "http_proxy", http);
        put(desk, "HTTPS_PROXY", https);
        put(desk, "NO_PROXY", except);
        var choice = new Proxies(desk.surroundings()).choice(controller);
        assertThat(choice.map(each ->
                        each.address().getHostString() + ":" + each.address().getPort()))
                .isEqualTo(Optional.ofNullable(expected));
    }

    private static void put(Desk desk, String name, @Nullable String value) {
        if (value != null) {
            desk.variable(name, value);
        }
    }
}
