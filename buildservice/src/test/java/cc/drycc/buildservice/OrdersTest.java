package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.buildservice.testing.Client;
import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.TestService;
import cc.drycc.imagebuilder.source.ExtractLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be ordered, and what is refused with which words: rows F01 to F12 of the bad inputs, and U04, U05, U08, U09. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersTest {

    private static final String CANARY = "c4n4ry-p4ssw0rd";

    @TempDir
    private static Path folder;

    private final FakeBuilds builds = new FakeBuilds();
    private TestService service;
    private Client client;

    @BeforeAll
    void start() throws Exception {
        service = TestService.start(
                folder,
                builds.images(),
                builds,
                Map.of("DRYCC_BUILD_PER_MINUTE", "100000", "DRYCC_BUILD_PER_CLIENT", "100000"));
        client = service.client();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Whatever was sent: the service is well, and keeps no file of it. */
    @AfterEach
    void nothing_is_left() throws Exception {
        assertThat(client.get("/healthz").status()).isEqualTo(200);
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            try (Stream<Path> left = Files.walk(service.work())) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
            assertThat(builds.names()).isEmpty();
        });
    }

    private static String order(String image) {
        return "{\"image_name\": \"" + image + "\", \"dockerfile\": \"FROM scratch\"}";
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("F01 no source", "{\"image_name\": \"ns/img\"}", 400, "Insufficient Information"),
                Arguments.of("F01 no image", "{\"dockerfile\": \"FROM scratch\"}", 400, "Insufficient Information"),
                Arguments.of("F01 empty image", order(""), 400, "Insufficient Information"),
                Arguments.of(
                        "F01 both",
                        "{\"image_name\": \"ns/img\", \"dockerfile\": \"FROM a\", \"tarUrl\": \"a.com/x\"}",
                        400,
                        "not several"),
                Arguments.of("F02 capitals", order("NS/Img"), 400, "image_name"),
                Arguments.of("F02 capital namespace", order("NS/img"), 400, "image_name"),
                Arguments.of("F02 leading hyphen", order("-ns/img"), 400, "image_name"),
                Arguments.of("F02 double slash", order("ns//img"), 400, "image_name"),
                Arguments.of("F02 two tags", order("ns/img:a:b"), 400, "image_name"),
                Arguments.of("F02 dots", order("a/../b"), 400, "image_name"),
                Arguments.of("F02 option", order("ns/img --all"), 400, "image_name"),
                Arguments.of("F02 short digest", order("ns/img@sha256:ab"), 400, "image_name"),
                Arguments.of("F02 digest", order("ns/img@sha256:" + "a".repeat(64)), 400, "image_name"),
                Arguments.of("F02 long", order("n".repeat(300)), 400, "image_name"),
                Arguments.of("F02 number", "{\"image_name\": 5, \"dockerfile\": \"FROM a\"}", 400, "image_name"),
                Arguments.of("F02 id", order("sha256:" + "a".repeat(64)), 400, "image_name"),
                Arguments.of("F03 empty", "{\"image_name\": \"a/b\", \"dockerfile\": \"\"}", 400, "Insufficient"),
                Arguments.of("F03 blank", "{\"image_name\": \"a/b\", \"dockerfile\": \" \\n\"}", 400, "dockerfile"),
                Arguments.of(
                        "F03 5 MiB",
                        "{\"image_name\": \"a/b\", \"dockerfile\": \"" + "x".repeat(5 << 20) + "\"}",
                        413,
                        "larger"),
                Arguments.of(
                        "F03 100 KiB",
                        "{\"image_name\": \"a/b\", \"dockerfile\": \"" + "x".repeat(100 << 10) + "\"}",
                        413,
                        "dockerfile"),
                Arguments.of("F03 number", "{\"image_name\": \"a/b\", \"dockerfile\": 7}", 400, "dockerfile"),
                Arguments.of("F09 no JSON", "hello", 400, "JSON parse error"),
                Arguments.of("F09 array", "[]", 400, "object"),
                Arguments.of("F09 nothing", "", 400, "object"),
                Arguments.of("twice", "{\"image_name\": \"a/b\", \"image_name\": \"a/c\"}", 400, "JSON parse error"),
                Arguments.of("twice by case", "{\"image_name\": \"a/b\", \"Image_Name\": \"a/c\"}", 400, "given twice"),
                Arguments.of("deep", "[".repeat(1_000), 400, "JSON parse error"),
                Arguments.of(
                        "user alone",
                        "{\"image_name\": \"a/b\", \"dockerfile\": \"FROM a\", \"username\": \"u\"}",
                        400,
                        "both"),
                Arguments.of("U04 file", url("file:///etc/passwd"), 400, "only http and https"),
                Arguments.of("U05 jar", url("jar:http://ok/x.jar!/y"), 400, "only http and https"),
                Arguments.of("U05 blank", url(" http://example.com/x"), 400, "blanks"),
                Arguments.of("U08 password", url("http://user:" + CANARY + "@example.com/x"), 400, "password in it"),
                Arguments.of("U09 line feed", url("http://example.com/%0d%0ax"), 400, "control characters"),
                Arguments.of("U09 long", url("http://example.com/" + "x".repeat(15_000)), 400, "longer"),
                Arguments.of("U09 100 kB", url("http://example.com/" + "x".repeat(100_000)), 413, "longer"),
                Arguments.of("U09 no host", url("http:///x"), 400, "host"),
                Arguments.of(
                        "hook",
                        "{\"image_name\": \"a/b\", \"dockerfile\": \"FROM a\", \"webhook\": \"file:///x\"}",
                        400,
                        "webhook"));
    }

    private static String url(String url) {
        return "{\"image_name\": \"a/b\", \"tarUrl\": \"" + url + "\"}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_bad_order_is_refused_with_the_reason(String row, String body, int status, String reason) {
        int jobs = service.sql()
                .sql("select count(*) from build_jobs")
                .query(Integer.class)
                .single();

        var answer = client.post(body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.error()).contains(reason).doesNotContain(CANARY).doesNotContain("Exception");
        assertThat(service.sql()
                        .sql("select count(*) from build_jobs")
                        .query(Integer.class)
                        .single())
                .isEqualTo(jobs);
    }

    @ParameterizedTest(name = "F04 {0}")
    @ValueSource(
            strings = {"quote\\\" ' `", "line\\nbreak-in-it", "$HOME${IFS};id", "\u00e4\u20ac\\ud83d\\ude00-emoji"})
    void a_password_of_any_kind_gets_to_the_engine_as_it_is(String escaped) {
        var job = client.order("{\"image_name\": \"a/b\", \"dockerfile\": \"FROM scratch\\n# say x "
                + escaped.replace("\\n", " ") + "\", \"username\": \"u\", \"password\": \"" + escaped + "\"}");

        assertThat(client.ended(job)).isEqualTo("Finished");
        var password = tools.jackson.databind.json.JsonMapper.shared()
                .readTree("\"" + escaped + "\"")
                .stringValue();
        assertThat(builds.pushes().getLast().login().orElseThrow().password()).isEqualTo(password);
        assertThat(client.logs(job)).doesNotContain(password);
    }

    @Test
    void a_long_password_is_sealed_in_the_database_and_gone_at_the_end() {
        var job = client.order(
                "{\"image_name\": \"a/b\", \"dockerfile\": \"# wait\", \"username\": \"u\", \"password\": \""
                        + CANARY.repeat(250) + "\"}");
        org.awaitility.Awaitility.await().until(() -> client.status(job).equals("Building") && builds.waited() > 0);

        assertThat(service.dump()).as("F04 4 KiB").doesNotContain(CANARY);
        builds.letGo(1);
        assertThat(client.ended(job)).isEqualTo("Finished");
        assertThat(service.sql()
                        .sql("select sealed is null from build_jobs where id = :id::uuid")
                        .param("id", job)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void names_of_fields_count_in_any_case_and_unknown_ones_do_not() {
        var job = client.order(
                "{\"IMAGE_NAME\": \"a/b\", \"Dockerfile\": \"FROM scratch\", \"colour\": [1], \"email\": null}");

        assertThat(client.ended(job)).isEqualTo("Finished");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ns/img", "img", "private.repo/ns/img", "localhost:5000/a/b/c:v1.2", "127.0.0.1:5000/x_y:Tag-1"})
    void image_names_of_every_kind_are_taken(String name) {
        var job = client.order(order(name));

        assertThat(client.ended(job)).isEqualTo("Finished");
        assertThat(builds.pushes().getLast().target().value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "nonsense"
            })
    void json_is_taken_whatever_its_type_says(String type) {
        assertThat(client.post(order("a/b"), "Content-Type", type).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "F12 {0}")
    @ValueSource(
            strings = {
                "/api/v1/00000000-0000-0000-0000-000000000000/status",
                "/api/v1/nonsense/status",
                "/api/v1/nonsense/logs",
                "/api/v1/..%2f..%2fetc/status",
                "/api/v1/../status",
                "/api/v1/00000000-0000-0000-0000-00000000000g",
                "/api/v1/1-1-1-1-1/logs?follow",
                "/api/v1/",
                "/nothing"
            })
    void an_unknown_job_is_not_found(String path) throws Exception {
        var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(raw(request)).matches("(?s)HTTP/1.1 40[04] .*\\{\"Error\":\"[^\"]+\"\\}.*");
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final String BOUNDARY = "----WebKitFormBoundaryE19zNvXGzXaLvS5C";

    private static byte[] part(String header, byte[] content) throws Exception {
        var out = new ByteArrayOutputStream();
        out.write(("--" + BOUNDARY + "\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(content);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] tar() throws Exception {
        var tree = Files.createTempDirectory(folder, "tree");
        Files.writeString(tree.resolve("Dockerfile"), "FROM scratch\n");
        var tar = new ProcessBuilder("tar", "-czf", "-", "-C", tree.toString(), ".").start();
        return tar.getInputStream().readAllBytes();
    }

    private static byte[] join(byte[]... parts) throws Exception {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    private static byte[] end() {
        return ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private HttpResponse<String> multipart(byte[] body) throws Exception {
        return multipart(body, BOUNDARY);
    }

    private HttpResponse<String> multipart(byte[] body, String boundary) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/api/v1/build"))
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static byte[] json(String text) throws Exception {
        return part(
                "Content-Disposition: form-data; name=\"Json\"; filename=\"postmantest.json\"\r\nContent-Type: application/json",
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] tarFile(String filename) throws Exception {
        return part(
                "Content-Disposition: form-data; name=\"TarFile\"; filename=\"" + filename
                        + "\"\r\nContent-Type: application/x-gzip",
                tar());
    }

    private static final String BESIDE = "{\"image_name\": \"a/b\"}";

    @Test
    void parts_are_taken_by_name_and_else_by_place() throws Exception {
        var named = multipart(join(json(BESIDE), tarFile("a.tgz"), end()));
        var placed = multipart(join(
                part("Content-Disposition: form-data; name=\"x\"; filename=\"a.tgz\"", tar()),
                part("Content-Disposition: form-data; name=\"y\"", BESIDE.getBytes(StandardCharsets.UTF_8)),
                end()));

        for (var answer : java.util.List.of(named, placed)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(client.ended(new Client.Answer(200, answer.body(), Map.of())
                            .json()
                            .path("JobIdentifier")
                            .asString()))
                    .isEqualTo("Finished");
        }
    }

    @ParameterizedTest(name = "F07 {0}")
    @ValueSource(strings = {"../../x", "/etc/passwd", "x\u0000y"})
    void the_name_of_a_file_counts_for_nothing(String filename) throws Exception {
        var answer = multipart(join(tarFile(filename), json(BESIDE), end()));

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    static Stream<Arguments> badMultiparts() throws Exception {
        var many = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            many.write(part("Content-Disposition: form-data; name=\"p" + i + "\"", new byte[1]));
        }
        return Stream.of(
                Arguments.of("F05 no Json", join(tarFile("a.tgz"), end())),
                Arguments.of("F05 no TarFile", join(json(BESIDE), end())),
                Arguments.of("F05 no end", join(tarFile("a.tgz"), json(BESIDE))),
                Arguments.of("F05 nothing", new byte[0]),
                Arguments.of("F06 10,000 parts", join(many.toByteArray(), end())),
                Arguments.of(
                        "F06 1 MiB header",
                        join(
                                part(
                                        "Content-Disposition: form-data; name=\"Json\"\r\nX: " + "x".repeat(1 << 20),
                                        new byte[1]),
                                end())),
                Arguments.of("F07 10 kB name", join(tarFile("x".repeat(10_000)), json(BESIDE), end())),
                Arguments.of("F09 10 MB", join(tarFile("a.tgz"), json(BESIDE + " ".repeat(10 << 20)), end())),
                Arguments.of("F09 no JSON", join(tarFile("a.tgz"), json("nope"), end())),
                Arguments.of("F09 array", join(tarFile("a.tgz"), json("[1]"), end())),
                Arguments.of("two archives", join(tarFile("a.tgz"), tarFile("b.tgz"), json(BESIDE), end())),
                Arguments.of(
                        "an archive and a Dockerfile",
                        join(tarFile("a.tgz"), json("{\"image_name\": \"a/b\", \"dockerfile\": \"FROM a\"}"), end())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badMultiparts")
    void a_bad_upload_is_refused(String row, byte[] body) throws Exception {
        var answer = multipart(body);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413);
        assertThat(answer.body()).startsWith("{\"Error\":\"").doesNotContain("Exception");
    }

    @Test
    void a_boundary_of_300_characters_is_refused() throws Exception {
        assertThat(multipart(join(json(BESIDE), end()), "x".repeat(300)).statusCode())
                .as("F06")
                .isIn(400, 413);
    }

    @Test
    void an_upload_that_is_cut_leaves_nothing() throws Exception {
        var body = join(tarFile("a.tgz"), json(BESIDE), end());
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/build HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary="
                                    + BOUNDARY + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.getOutputStream().flush();
        }
        // nothing_is_left() looks
        assertThat(client.get("/healthz").status()).as("F10 cut").isEqualTo(200);
    }

    @Test
    void an_upload_that_is_announced_too_large_is_refused_at_once() throws Exception {
        var request = "POST /api/v1/build HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary="
                + BOUNDARY + "\r\nContent-Length: 10737418240\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("F10 announced")
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void an_upload_that_turns_out_too_large_is_refused_on_the_way() throws Exception {
        var request = "POST /api/v1/build HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary="
                + BOUNDARY + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        var chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"TarFile\"; filename=\"a.tgz\"\r\n\r\n";
        long cap = ExtractLimits.DEFAULT.packed() >> 20;
        long sent = 0;
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            var answer = CompletableFuture.supplyAsync(() -> status(socket), Thread::startVirtualThread);
            var out = socket.getOutputStream();
            out.write((request + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try {
                while (sent < 2 * cap) {
                    out.write(chunk);
                    sent++;
                }
            } catch (IOException _) {
                // the service hung up
            }

            assertThat(answer.get(30, TimeUnit.SECONDS)).as("F10 chunked").isEqualTo("HTTP/1.1 413");
            assertThat(sent).as("MiB sent").isBetween(cap, cap + 64);
        }
    }

    private static String status(Socket socket) {
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
