package cc.drycc.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of users and what pods see of them (bad-inputs H01 to H13). */
class UndertowRouterIT {

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,expect,upgrade");
    }

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<HttpServer> pods = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private UndertowRouter router;

    @BeforeEach
    void router() {
        router = UndertowRouter.start(EdgeSettings.onPort(0));
        router.hosts("hello/web", Set.of("hello.localhost"));
    }

    @AfterEach
    void stop() {
        router.close();
        pods.forEach(pod -> pod.stop(0));
    }

    @Test
    void a_request_reaches_the_pod_of_its_host_with_headers_we_set() throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        var answer = get(
                "hello.localhost",
                Map.of(
                        "X-Forwarded-For",
                        "6.6.6.6",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.test",
                        "X-Forwarded-Prefix",
                        "/evil",
                        "Forwarded",
                        "for=evil"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("one");
        assertThat(seen.getFirst())
                .as("H06")
                .contains("Host: hello.localhost")
                .contains("X-forwarded-for: 127.0.0.1")
                .contains("X-forwarded-proto: http\n")
                .contains("X-request-id: ")
                .doesNotContain("6.6.6.6")
                .doesNotContain("evil");
    }

    @Test
    void host_case_port_and_trailing_dot_do_not_matter() throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        assertThat(get("HELLO.Localhost", Map.of()).statusCode()).as("H05").isEqualTo(200);
        assertThat(get("hello.localhost.", Map.of()).statusCode()).as("H05").isEqualTo(200);
        assertThat(get("hello.localhost:8080", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void unknown_host_is_404_and_no_ready_pod_is_503_with_retry_after() throws Exception {
        assertThat(get("other.localhost", Map.of()).statusCode()).isEqualTo(404);

        var unavailable = get("hello.localhost", Map.of("Accept", "application/json"));
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("5");
        assertThat(unavailable.body()).startsWith("{\"detail\":");

        router.remove("hello/web");
        assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void hosts_taken_away_and_given_back_find_their_pods_again() throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        router.hosts("hello/web", Set.of());
        assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(404);

        router.hosts("hello/web", Set.of("hello.localhost"));
        assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_star_stands_for_one_label_that_is_not_given_itself() throws Exception {
        router.targets("hello/web", List.of(pod("one")));
        router.hosts("hello/web", Set.of("*.shop.test"));
        router.targets("other/web", List.of(pod("two")));
        router.hosts("other/web", Set.of("own.shop.test"));

        assertThat(get("any.shop.test", Map.of()).body()).contains("one");
        assertThat(get("own.shop.test", Map.of()).body()).contains("two");
        assertThat(get("shop.test", Map.of()).statusCode()).isEqualTo(404);
        assertThat(get("too.deep.shop.test", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void only_allowed_addresses_are_let_in_and_what_headers_say_does_not_count() throws Exception {
        router.targets("hello/web", List.of(pod("one")));
        var hosts = Set.of("hello.localhost");

        router.hosts("hello/web", hosts, List.of(range("192.0.2.0", 24), range("::1", 128)));
        var refused = get(
                "hello.localhost",
                Map.of("X-Forwarded-For", "192.0.2.1", "X-Real-IP", "192.0.2.1", "Forwarded", "for=192.0.2.1"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(seen).isEmpty();

        router.hosts("hello/web", hosts, List.of(range("192.0.2.0", 24), range("127.0.0.0", 8)));
        assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(200);
        router.hosts("hello/web", hosts);
        assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0,8,10.255.255.255,true",
        "10.0.0.0,8,11.0.0.0,false",
        "192.0.2.128,25,192.0.2.129,true",
        "192.0.2.128,25,192.0.2.127,false",
        "192.0.2.7,32,192.0.2.7,true",
        "192.0.2.7,32,192.0.2.6,false",
        "0.0.0.0,0,203.0.113.9,true",
        "0.0.0.0,0,::1,false",
        "::,0,192.0.2.7,false",
        "2001:db8::,33,2001:db8:7fff::1,true",
        "2001:db8::,33,2001:db8:8000::1,false",
    })
    void a_network_contains_its_addresses(String first, int prefix, String address, boolean inside) {
        assertThat(range(first, prefix).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    private static AddressRange range(String first, int prefix) {
        return new AddressRange(InetAddress.ofLiteral(first), prefix);
    }

    @Test
    void requests_are_spread_over_all_targets() throws Exception {
        router.targets("hello/web", List.of(pod("one"), pod("two"), pod("three")));

        var answers = new ArrayList<String>();
        for (int i = 0; i < 9; i++) {
            answers.add(get("hello.localhost", Map.of()).body());
        }

        assertThat(answers).contains("one", "two", "three");
    }

    @Test
    void a_target_that_refuses_is_passed_over() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        router.targets("hello/web", List.of(new InetSocketAddress("127.0.0.1", closed), pod("one")));

        for (int i = 0; i < 6; i++) {
            assertThat(get("hello.localhost", Map.of()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_answer_that_is_not_http_is_a_502_with_words() throws Exception {
        try (var upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                while (!upstream.isClosed()) {
                    try (var socket = upstream.accept()) {
                        readUntil(socket.getInputStream(), "\r\n\r\n");
                        socket.getOutputStream().write("what?\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            router.targets("hello/web", List.of(new InetSocketAddress("127.0.0.1", upstream.getLocalPort())));

            var answer = get("hello.localhost", Map.of());

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("drycc logs");
        }
    }

    @Test
    void idle_means_that_the_last_request_has_ended() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var slow = pod(exchange -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return "slow";
        });
        router.targets("hello/web", List.of(slow));
        var answer = client.sendAsync(request("hello.localhost", Map.of()), BodyHandlers.ofString());
        entered.await();

        router.targets("hello/web", List.of(pod("new")));
        assertThat(router.awaitIdle(slow, Duration.ofMillis(50))).isFalse();
        assertThat(get("hello.localhost", Map.of()).body()).isEqualTo("new");

        leave.countDown();
        assertThat(router.awaitIdle(slow, Duration.ofSeconds(10))).isTrue();
        assertThat(answer.join().body()).isEqualTo("slow");
    }

    @Test
    void no_request_fails_while_targets_are_swapped_and_stopped() throws Exception {
        var old = pod("0");
        router.targets("hello/web", List.of(old));
        var running = new AtomicBoolean(true);
        var failed = new CopyOnWriteArrayList<String>();
        var count = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 8; n++) {
                var _ = threads.submit(() -> {
                    while (running.get()) {
                        try {
                            int status = get("hello.localhost", Map.of()).statusCode();
                            if (status != 200) {
                                failed.add("status " + status);
                            }
                        } catch (IOException | InterruptedException e) {
                            failed.add(e.toString());
                        }
                        count.incrementAndGet();
                    }
                });
            }
            for (int swap = 1; swap <= 100; swap++) {
                var next = pod(Integer.toString(swap));
                router.targets("hello/web", List.of(next));
                assertThat(router.awaitIdle(old, Duration.ofSeconds(10))).isTrue();
                var gone = old;
                pods.stream()
                        .filter(pod -> pod.getAddress().getPort() == gone.getPort())
                        .forEach(pod -> pod.stop(0));
                old = next;
            }
            running.set(false);
        }
        assertThat(failed).isEmpty();
        assertThat(count.get()).isGreaterThan(100);
    }

    static Stream<Arguments> unclear() {
        var get = "GET / HTTP/1.1\r\nHost: hello.localhost\r\n";
        var post = "POST / HTTP/1.1\r\nHost: hello.localhost\r\n";
        return Stream.of(
                Arguments.of(
                        "H01 length and chunks",
                        post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get + "\r\n"),
                Arguments.of("H01 two lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                Arguments.of("H01 unknown encoding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "H01 identity behind chunked", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                Arguments.of("H01 blank before the colon", "GET / HTTP/1.1\r\nHost : hello.localhost\r\n\r\n"),
                Arguments.of("H01 blank before the colon", get + "Content-Length : 3\r\n\r\nabc"),
                Arguments.of("H01 folded", get + "X-Folded: a\r\n Content-Length: 5\r\n\r\n"),
                Arguments.of("H01 folded by a tab", get + "X-Folded: a\r\n\tb\r\n\r\n"),
                Arguments.of("H01 folded onto nothing", get + "X-Folded:\r\n \r\n\r\n"),
                Arguments.of("H01 folded first line", "GET / HTTP/1.1\r\n Host: hello.localhost\r\n\r\n"),
                Arguments.of("H01 folded host", "GET / HTTP/1.1\r\nHost:\r\n hello.localhost\r\n\r\n"),
                Arguments.of("H03 no host", "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of("H03 two hosts", get + "Host: other.localhost\r\n\r\n"),
                Arguments.of("H03 user", "GET / HTTP/1.1\r\nHost: a@hello.localhost\r\n\r\n"),
                Arguments.of("H03 port", "GET / HTTP/1.1\r\nHost: hello.localhost:99999\r\n\r\n"),
                Arguments.of("H03 NUL", "GET / HTTP/1.1\r\nHost: hello\0.localhost\r\n\r\n"),
                Arguments.of("H03 300 letters", "GET / HTTP/1.1\r\nHost: " + "a".repeat(300) + ".localhost\r\n\r\n"),
                Arguments.of(
                        "H04 another host", "GET http://other.localhost/ HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"),
                Arguments.of(
                        "H04 our host, header of another",
                        "GET http://hello.localhost/ HTTP/1.1\r\nHost: other.localhost\r\n\r\n"),
                Arguments.of("H04 no header", "GET http://hello.localhost/ HTTP/1.1\r\n\r\n"),
                Arguments.of(
                        "H04 user", "GET http://hello.localhost@other.test/ HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"),
                Arguments.of("H04 no authority", "GET http:///x HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"),
                Arguments.of("H04 other scheme", "GET file:///etc/passwd HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"),
                Arguments.of("H04 port", "GET hello.localhost:80 HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"),
                Arguments.of("H08 64 KiB of path", "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                Arguments.of("H08 64 KiB of header", get + "X: " + "a".repeat(70_000) + "\r\n\r\n"),
                Arguments.of("H08 1,000 headers", get + "X: y\r\n".repeat(1_000) + "\r\n"),
                Arguments.of("H13 without a version", "GET /\r\n\r\n"),
                Arguments.of("H13 Expect", get + "Expect: miracles\r\n\r\n"),
                Arguments.of("H13 HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("A24 TRACE", "TRACE / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unclear")
    void what_is_not_clear_is_refused_and_reaches_no_pod(String row, String request) throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        var answer = raw(request);

        assertThat(answer).as(row).matches("(?s)(HTTP/1.[01] 4\\d\\d .*)?");
        assertThat(seen).as(row).isEmpty();
    }

    @Test
    void an_absolute_target_of_the_same_host_is_served() throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        assertThat(raw("GET http://hello.localhost/x HTTP/1.1\r\nHost: hello.localhost\r\nConnection: close\r\n\r\n"))
                .as("H04")
                .startsWith("HTTP/1.1 200");
        assertThat(seen.getFirst()).contains("Host: hello.localhost");
    }

    /** H01: the request before it was fine, and what looks folded in its body is none of our business. */
    @ParameterizedTest(name = "H01 folded behind {0}")
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 9\r\n\r\na\r\n b\r\n\tc",
                "POST / HTTP/1.1\r\nHost: hello.localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na\r\n \r\n0\r\n\r\n"
            })
    void a_folded_header_is_refused_however_many_requests_came_before_it(String first) throws Exception {
        router.targets("hello/web", List.of(pod("one")));
        var folded = "GET /folded HTTP/1.1\r\nHost: hello.localhost\r\nX-Folded: a\r\n b\r\n\r\n";

        var together = raw(first.repeat(3) + folded);
        var apart = bytewise(first + folded);

        assertThat(together.split("HTTP/1.1 200 ", -1)).hasSize(4);
        assertThat(together).contains("HTTP/1.1 400 ");
        assertThat(apart.split("HTTP/1.1 200 ", -1)).hasSize(2);
        assertThat(apart).contains("HTTP/1.1 400 ");
        assertThat(seen).hasSize(4).noneMatch(head -> head.contains("olded"));
    }

    @Test
    void a_connection_that_is_idle_in_the_middle_of_a_body_is_closed() throws Exception {
        router.close();
        var patient = EdgeSettings.onPort(0);
        router = UndertowRouter.start(new EdgeSettings(
                patient.host(),
                0,
                patient.ioThreads(),
                patient.connectionsPerTarget(),
                patient.maxHeaderBytes(),
                patient.maxHeaders(),
                patient.requestParseTimeout(),
                Duration.ofSeconds(1),
                patient.drain()));
        router.hosts("hello/web", Set.of("hello.localhost"));
        router.targets(
                "hello/web", List.of(pod(body -> Long.toString(body.transferTo(OutputStream.nullOutputStream())))));
        try (var socket = new Socket("127.0.0.1", router.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 9\r\n\r\nabc"
                            .getBytes(StandardCharsets.ISO_8859_1));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    /** H08: whoever sends the headers one byte after another for ever is let go. */
    @Test
    void headers_that_never_end_are_not_waited_for() throws Exception {
        router.close();
        var patient = EdgeSettings.onPort(0);
        router = UndertowRouter.start(new EdgeSettings(
                patient.host(),
                0,
                patient.ioThreads(),
                patient.connectionsPerTarget(),
                patient.maxHeaderBytes(),
                patient.maxHeaders(),
                Duration.ofSeconds(1),
                patient.idleTimeout(),
                patient.drain()));
        try (var socket = new Socket("127.0.0.1", router.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: hello.localhost\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(patient.requestParseTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void headers_named_in_connection_are_removed_but_not_those_that_matter() throws Exception {
        router.targets("hello/web", List.of(pod("one")));

        raw(
                "GET / HTTP/1.1\r\nHost: hello.localhost\r\nX-Secret-Hop: 1\r\nConnection: close, X-Secret-Hop, Cookie\r\nCookie: a=b\r\n\r\n");

        assertThat(seen.getFirst()).contains("Cookie: a=b").doesNotContain("X-secret-hop");
    }

    @Test
    void a_large_upload_streams_through() throws Exception {
        var pod = pod(exchange -> Long.toString(exchange.transferTo(OutputStream.nullOutputStream())));
        router.targets("hello/web", List.of(pod));
        long size = 64L << 20;

        var answer = client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + router.address().getPort() + "/"))
                        .header("Host", "hello.localhost")
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(size)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo(Long.toString(size));
    }

    @Test
    void an_upgraded_connection_carries_bytes_both_ways_and_counts_as_under_way() throws Exception {
        try (var upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> echoAfterUpgrade(upstream));
            var target = new InetSocketAddress("127.0.0.1", upstream.getLocalPort());
            router.targets("hello/web", List.of(target));
            try (var socket = new Socket("127.0.0.1", router.address().getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET /ws HTTP/1.1\r\nHost: hello.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(readUntil(socket.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 101");
                socket.getOutputStream().write("ping!".getBytes(StandardCharsets.US_ASCII));
                assertThat(readUntil(socket.getInputStream(), "ping!")).endsWith("ping!");
                router.targets("hello/web", List.of());
                assertThat(router.awaitIdle(target, Duration.ofMillis(100))).isFalse();
            }
            assertThat(router.awaitIdle(target, Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void events_arrive_while_the_response_goes_on() throws Exception {
        var next = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
                body.flush();
                next.await();
                body.write("data: 2\n\n".getBytes(StandardCharsets.US_ASCII));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        pods.add(server);
        router.targets("hello/web", List.of(server.getAddress()));

        var answer = client.send(request("hello.localhost", Map.of()), BodyHandlers.ofInputStream());
        assertThat(readUntil(answer.body(), "\n\n")).isEqualTo("data: 1\n\n");
        next.countDown();
        assertThat(readUntil(answer.body(), "\n\n")).isEqualTo("data: 2\n\n");
    }

    private static void echoAfterUpgrade(ServerSocket upstream) {
        try (var socket = upstream.accept()) {
            readUntil(socket.getInputStream(), "\r\n\r\n");
            socket.getOutputStream()
                    .write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static String readUntil(InputStream stream, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int c = stream.read();
            if (c < 0) {
                break;
            }
            text.append((char) c);
        }
        return text.toString();
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", router.address().getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException reset) {
                return "";
            }
        }
    }

    /** Sends a byte at a time, so that the router reads it in pieces. */
    private String bytewise(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", router.address().getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            for (byte each : request.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(each);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private java.net.http.HttpResponse<String> get(String host, Map<String, String> headers)
            throws IOException, InterruptedException {
        return client.send(request(host, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String host, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + router.address().getPort() + "/"))
                .header("Host", host);
        headers.forEach(request::header);
        return request.build();
    }

    /** What a pod does with a request's body. */
    private interface Work {
        String on(InputStream body) throws IOException;
    }

    private InetSocketAddress pod(String answer) throws IOException {
        return pod(body -> answer);
    }

    private InetSocketAddress pod(Work work) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var headers = new StringBuilder();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> headers.append(name + ": " + value + "\n")));
            seen.add(headers.toString());
            var answer = work.on(exchange.getRequestBody()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        pods.add(server);
        return server.getAddress();
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(left, length);
            left -= n;
            return n;
        }
    }
}
