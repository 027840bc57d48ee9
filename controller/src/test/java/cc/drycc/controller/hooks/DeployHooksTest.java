package cc.drycc.controller.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.RolloutFailed;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deploy hooks at a real HTTP server (seed 6.3). */
@Timeout(30)
class DeployHooksTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private record Received(String method, String target, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final HttpServer receiver;
    private final FakeEngine engine = new FakeEngine();
    private final String name = "hooked-" + NUMBER.incrementAndGet();

    DeployHooksTest() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            gate.await();
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    /** Of this test's app; a database that is shared may still have deliveries of another test. */
    private List<Received> mine() {
        return received.stream()
                .filter(request -> request.target().contains("app=" + name + "&"))
                .toList();
    }

    private World world(String urls, String secret) {
        var settings =
                HookSettings.from(Map.of("DRYCC_DEPLOY_HOOK_URLS", urls, "DRYCC_DEPLOY_HOOK_SECRET_KEY", secret));
        return new World(DATABASE.dataSource(), engine, settings).started();
    }

    private String log(App app) {
        return String.join(
                "\n",
                JdbcClient.create(DATABASE.dataSource())
                        .sql("select line from app_log where app_uuid = :app order by id")
                        .param("app", app.uuid())
                        .query(String.class)
                        .list());
    }

    @AfterEach
    void stop() {
        gate.countDown();
        receiver.stop(0);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void each_receiver_is_told_of_a_release_that_runs() throws Exception {
        try (var world = world(url() + "/a/s3cret, " + url() + "/b?z=1&b=2", "")) {
            var app = world.app(name);
            world.deploy(app, Map.of());

            await().untilAsserted(() -> assertThat(mine()).hasSize(2));
            var query = "app=" + name + "&release=v2&release_summary=dev%20deployed%20060da68&sha=060da68&user=dev";
            assertThat(mine())
                    .extracting(Received::target)
                    .containsExactlyInAnyOrder(
                            "/a/s3cret?" + query, "/b?" + query.replace("&release=", "&b=2&release=") + "&z=1");
            assertThat(mine()).allSatisfy(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.body()).isEqualTo(query);
                assertThat(request.header("Authorization")).isEmpty();
            });
            await().untilAsserted(() -> assertThat(log(app)).contains("Deploy hook sent to " + url()));
            assertThat(log(app)).doesNotContain("s3cret");
        }
    }

    @Test
    void the_signatures_are_those_of_the_specification() throws Exception {
        // computed with: printf %s "$url" | openssl dgst -sha1 -hmac my_secret_key
        var parameters = new TreeMap<>(Map.of(
                "app", "secure-woodland",
                "release", "v4",
                "release_summary", "gabrtv deployed 35b3726",
                "sha", "35b3726",
                "user", "gabrtv"));
        var request = HookRequest.of(URI.create("http://drycc.rocks"), parameters, "42");

        assertThat(request.url())
                .isEqualTo(
                        "http://drycc.rocks?app=secure-woodland&release=v4&release_summary=gabrtv%20deployed%2035b3726&sha=35b3726&user=gabrtv");
        var headers = request.signed(Optional.of("my_secret_key"), Instant.ofEpochSecond(1_700_000_000))
                .headers()
                .map();
        assertThat(headers.get("Authorization")).containsExactly("2dedd49e556a12af0e07dae974b77e85d426d4f9");
        assertThat(headers.get("X-Drycc-Signature-256"))
                .containsExactly("sha256=7366afc945b10cd1a61e828ac701da5301de6e0a456d09f41b3086cfb02089bf");
        assertThat(headers.get("X-Drycc-Timestamp")).containsExactly("1700000000");
    }

    @Test
    void a_receiver_that_does_not_answer_holds_nothing_up() throws Exception {
        gate = new CountDownLatch(1);
        try (var world = world(url(), "key")) {
            var app = world.app(name);
            world.deploy(app, Map.of());
            world.deploy(app, Map.of("A", "1"));

            assertThat(world.now(app).current()).isEqualTo(3);
            gate.countDown();
            await().untilAsserted(() -> assertThat(log(app).lines().filter(line -> line.startsWith("Deploy hook sent")))
                    .hasSize(2));
        }
    }

    @Test
    void one_that_fails_is_tried_again_with_the_same_id_and_then_given_up() throws Exception {
        status = 503;
        try (var world = world(url(), "key")) {
            var app = world.app(name);
            world.deploy(app, Map.of());

            await().atMost(Duration.ofSeconds(25))
                    .untilAsserted(() -> assertThat(log(app))
                            .contains("Deploy hook to " + url() + " failed: it answered 503; given up after 6 tries"));
            assertThat(mine()).hasSize(6);
            assertThat(mine())
                    .extracting(request -> request.header("X-drycc-delivery"))
                    .containsOnly(mine().getFirst().header("X-drycc-delivery"));
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        status = 302;
        try (var world = world(url(), "key")) {
            var app = world.app(name);
            world.deploy(app, Map.of());

            await().untilAsserted(() -> assertThat(log(app)).contains("failed: it answered 302"));
            assertThat(mine()).noneMatch(request -> request.target().contains("elsewhere"));
        }
    }

    @Test
    void nobody_is_told_of_a_release_that_failed() throws Exception {
        try (var world = world(url(), "")) {
            var app = world.app(name);
            engine.onApply(workload -> {
                if (workload.release() == 2) {
                    throw new RolloutFailed("web: pod exited with code 1", List.of());
                }
            });
            world.deploy(app, Map.of());
            world.deploy(app, Map.of());

            await().untilAsserted(() -> assertThat(mine()).hasSize(1));
            assertThat(mine().getFirst().target()).contains("release=v3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a/s3cret",
                "hooks.example.com/s3cret",
                "http:///s3cret",
                "http://u:s3cret@a/",
                "http://a/#s3cret",
                "http://a b/s3cret"
            })
    void what_is_no_url_is_refused_without_telling_it(String urls) {
        assertThatThrownBy(() -> HookSettings.from(Map.of("DRYCC_DEPLOY_HOOK_URLS", urls)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DRYCC_DEPLOY_HOOK_URLS must be URLs")
                .hasMessageNotContaining("s3cret");
    }
}
