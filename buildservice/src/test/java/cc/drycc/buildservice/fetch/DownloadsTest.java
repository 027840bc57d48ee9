package cc.drycc.buildservice.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows U01, U06 and U10 of the bad inputs: an outer host that is allowed, and an inner one that must never be asked. */
class DownloadsTest {

    @TempDir
    private Path folder;

    private final AtomicInteger inner = new AtomicInteger();
    private HttpServer outer;
    private HttpServer secret;
    private Downloads downloads;

    private static HttpServer listen(String address) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    @BeforeEach
    void start() throws Exception {
        outer = listen("127.0.0.2");
        secret = listen("127.0.0.1");
        secret.createContext("/", exchange -> {
            inner.incrementAndGet();
            answer(exchange, 200, "the crown jewels");
        });
        downloads = new Downloads(AddressRules.allowing("127.0.0.2"), 1 << 20, Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() throws Exception {
        downloads.close();
        outer.stop(0);
        secret.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private String url(String path) {
        return "127.0.0.2:" + outer.getAddress().getPort() + path;
    }

    private Path target() throws IOException {
        return Files.createTempFile(folder, "target", "");
    }

    private FetchRefused refusal(String url) {
        return catchThrowableOfType(FetchRefused.class, () -> downloads.fetch(WebAddress.parse(url), target()));
    }

    @Test
    void an_archive_arrives_whole() throws Exception {
        outer.createContext("/a", exchange -> answer(exchange, 200, "archive"));
        var target = target();

        downloads.fetch(WebAddress.parse(url("/a")), target);

        assertThat(target).hasContent("archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"})
    void an_inner_address_is_never_connected_to(String host) {
        var refused = refusal("http://" + host + ":" + secret.getAddress().getPort() + "/x");

        assertThat(refused).hasMessageContaining("is not a public address");
        assertThat(inner).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10.0.0.1", "169.254.169.254", "192.168.0.1", "[fe80::1]"})
    void other_inner_addresses_are_refused_at_once(String host) {
        long start = System.nanoTime();

        if (host.equals("0")) {
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> WebAddress.parse("http://0/x")))
                    .isNotNull();
        } else {
            assertThat(refusal("http://" + host + "/x")).hasMessageContaining("is not a public address");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_redirect_to_an_inner_address_is_not_followed() {
        outer.createContext("/a", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://localhost:" + secret.getAddress().getPort() + "/x");
            answer(exchange, 302, "");
        });

        assertThat(refusal(url("/a"))).hasMessageContaining("is not a public address");
        assertThat(inner).hasValue(0);
    }

    @Test
    void a_redirect_to_a_file_is_not_followed() {
        outer.createContext("/a", exchange -> {
            exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
            answer(exchange, 302, "");
        });

        assertThat(refusal(url("/a"))).hasMessageContaining("only http and https");
    }

    @Test
    void twenty_redirects_are_too_many() {
        var hops = new AtomicInteger();
        outer.createContext("/a", exchange -> {
            exchange.getResponseHeaders().add("Location", "/a?" + hops.incrementAndGet());
            answer(exchange, 302, "");
        });

        assertThat(refusal(url("/a"))).hasMessage("the tar URL redirects more than 5 times");
        assertThat(hops).hasValue(6);
    }

    @Test
    void a_missing_archive_says_so() {
        outer.createContext("/a", exchange -> answer(exchange, 404, "gone"));

        assertThat(refusal(url("/a"))).hasMessage("the tar URL was not fetched: " + url("") + " answered 404");
    }

    @Test
    @Timeout(10)
    void ten_gibibytes_are_refused_before_they_are_sent() {
        outer.createContext("/a", exchange -> {
            exchange.sendResponseHeaders(200, 10L << 30);
            exchange.getResponseBody().flush();
        });

        assertThat(refusal(url("/a"))).hasMessageEndingWith("has an archive larger than 1 MiB");
    }

    @Test
    void a_body_without_a_length_is_cut_at_the_cap() {
        outer.createContext("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var megabyte = new byte[1 << 20];
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000; i++) {
                    body.write(megabyte);
                }
            }
        });

        assertThat(refusal(url("/a"))).hasMessageEndingWith("has an archive larger than 1 MiB");
    }

    @Test
    void a_dripping_body_is_cut_in_time() {
        var dripped = new AtomicInteger();
        outer.createContext("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    body.write('x');
                    body.flush();
                    dripped.incrementAndGet();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertThat(refusal(url("/a"))).hasMessageEndingWith("took longer than 3 s");
        assertThat(dripped).as("the rest is not read").hasValueLessThan(100);
    }

    @Test
    void a_host_that_does_not_exist_says_so() {
        assertThat(refusal("http://no.such.host.invalid/x"))
                .hasMessage("the tar URL was not fetched: there is no host no.such.host.invalid");
    }
}
