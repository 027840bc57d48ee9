package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.TestService;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages about ended jobs. */
class WebhooksTest {

    private record Message(Map<String, List<String>> headers, String body) {
        private String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    @TempDir
    private Path folder;

    private final FakeBuilds builds = new FakeBuilds();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer receiver;
    private HttpServer inner;
    private final AtomicInteger innerRequests = new AtomicInteger();
    private TestService service;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0), 0);
        receiver.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.add(new Message(Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 500 : 204, -1);
            exchange.close();
        });
        receiver.start();
        inner = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        inner.createContext("/", exchange -> {
            innerRequests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        inner.start();
        service =
                TestService.start(folder, builds.images(), builds, Map.of("DRYCC_BUILD_ALLOW_ADDRESSES", "127.0.0.2"));
    }

    @AfterEach
    void stop() {
        service.close();
        receiver.stop(0);
        inner.stop(0);
    }

    private String order(String dockerfile, String hook) {
        return service.client()
                .order("{\"image_name\": \"ns/img\", \"dockerfile\": \"" + dockerfile + "\", \"webhook\": \"" + hook
                        + "\", \"webhook_secret\": \"tell-nobody\"}");
    }

    private String url() {
        return "http://127.0.0.2:" + receiver.getAddress().getPort() + "/done?token=x";
    }

    @Test
    void the_end_of_a_job_is_told_signed() throws Exception {
        var job = order("FROM scratch", url());

        await().until(() -> !messages.isEmpty());
        var message = messages.getFirst();
        assertThat(message.body())
                .isEqualTo(
                        "{\"JobIdentifier\":\"%s\",\"Status\":\"Finished\",\"ImageName\":\"ns/img\",\"Digest\":\"sha256:%s\"}"
                                .formatted(job, "d".repeat(64)));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("tell-nobody".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = job + "." + message.header("X-drycc-timestamp") + "." + message.body();
        assertThat(message.header("X-drycc-signature-256"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(message.header("X-drycc-delivery")).isEqualTo(job);
        await().untilAsserted(() -> assertThat(service.sql()
                        .sql("select count(*) from build_hooks")
                        .query(Integer.class)
                        .single())
                .isZero());
        assertThat(service.dump()).doesNotContain("tell-nobody").doesNotContain("token=x");
    }

    @Test
    void a_failed_and_a_cancelled_job_are_told_too() {
        order("# fail no luck", url());
        await().until(() -> messages.size() == 1);
        var cancelled = order("# wait", url());
        await().until(() -> builds.waited() == 1);
        service.client().delete("/api/v1/" + cancelled);
        await().until(() -> messages.size() == 2);

        assertThat(messages.get(0).body()).contains("\"Failed: no luck\"");
        assertThat(messages.get(1).body()).contains("\"Failed: cancelled\"");
    }

    @Test
    void a_receiver_that_refuses_is_told_again() {
        refusals.set(1);

        order("FROM scratch", url());

        await().atMost(Duration.ofSeconds(20)).until(() -> messages.size() == 2);
        assertThat(messages.get(1).body()).isEqualTo(messages.get(0).body());
    }

    @Test
    void an_inner_address_is_not_told() {
        var job = order("FROM scratch", "http://localhost:" + inner.getAddress().getPort() + "/");

        assertThat(service.client().ended(job)).isEqualTo("Finished");
        await().untilAsserted(() -> assertThat(service.sql()
                        .sql(
                                "select coalesce(max(consecutive_failures), 0) from build_errands where task_name = 'webhook'")
                        .query(Integer.class)
                        .single())
                .isPositive());
        assertThat(innerRequests).hasValue(0);
    }
}
