package cc.drycc.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Desk;
import cc.drycc.cli.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that take too long, and those whose certificate nobody knows. */
class ApiTest {

    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(200));

    @TempDir
    private Path temporary;

    @Test
    @Timeout(20)
    void a_controller_that_does_not_answer_in_time() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = "http://127.0.0.1:" + silent.getLocalPort();
            try (var api = new Api(
                    url,
                    Optional.empty(),
                    Certificates.CHECKED,
                    Desk.in(temporary).surroundings(),
                    SHORT)) {
                assertThatThrownBy(() -> api.get("/v2/apps/"))
                        .isInstanceOf(CliProblem.class)
                        .hasMessage("the controller at " + url
                                + " did not answer in time; whether it did what was asked is not known");
            }
        }
    }

    @Test
    void names_are_one_segment_of_a_path() {
        assertThat(Api.segment("admin@host one/two?#%")).isEqualTo("admin%40host%20one%2Ftwo%3F%23%25");
    }

    /** A certificate of its own for {@code CN}, as {@code keytool} makes it. */
    private SSLContext certificate(String name) throws Exception {
        var store = temporary.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var end = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=" + name,
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("keytool.log").toFile())
                .start();
        assertThat(end.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void a_certificate_nobody_knows_is_refused_unless_the_user_says_otherwise() throws Exception {
        // for another name, too: --no-ssl-verify takes any
        try (var controller = CannedController.overTls(certificate("other.example.com"))) {
            controller.on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")));
            controller.on("GET /v2/apps/", Wire.page());
            var desk = Desk.in(temporary);
            var words = new String[] {"login", controller.url(), "-u", "a", "-p", "b"};
            var refused = desk.drycc(words);
            assertThat(refused.err())
                    .startsWith("Error: cannot talk TLS with " + controller.url() + " (")
                    .endsWith("); if the certificate is your own, log in with --no-ssl-verify\n")
                    .hasLineCount(1);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(controller.asked()).isEmpty();

            for (var flag : new String[] {"--no-ssl-verify", "--ssl-verify=false"}) {
                Files.deleteIfExists(desk.home().resolve(".drycc/client.json"));
                var taken = desk.drycc("login", controller.url(), "-u", "a", "-p", "b", flag);
                assertThat(taken.exitCode()).as(flag + taken.err()).isZero();
                assertThat(desk.drycc("apps").out()).startsWith("No apps yet");
            }
            assertThat(desk.drycc("login", controller.url(), "-u", "a", "-p", "b", "--ssl-verify")
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void plain_http_on_a_tls_port() throws Exception {
        try (var controller = CannedController.overTls(certificate("localhost"))) {
            var said = Desk.in(temporary)
                    .loggedInAt(controller.url().replace("https:", "http:"))
                    .drycc("apps");
            assertThat(said.err()).startsWith("Error: ").hasLineCount(1);
            assertThat(said.exitCode()).isEqualTo(1);
        }
    }
}
