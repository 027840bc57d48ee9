package cc.drycc.controller.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeBuilder;
import cc.drycc.controller.testing.RawRequest;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive over HTTP is as good as a push. */
@Timeout(60)
class ArchiveUploadTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, String> FILES = Map.of("Dockerfile", "FROM scratch");
    private static final String GZIP = "application/gzip";

    private final String app = "archive-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app + "/build/source";

    ArchiveUploadTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterEach
    void nothingIsLeftOfIt() {
        CONTROLLER.builder().onBuild((request, log) -> log.line("Step 1/1 : FROM scratch"));
        Awaitility.await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private static List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(CONTROLLER.work().resolve("uploads"))) {
            return files.toList();
        }
    }

    private static byte[] tarGz(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        FakeBuilder.archive(bytes, files);
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String sha(byte[] archive) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(archive))
                .substring(0, 40);
    }

    private Api.Answer send(byte[] archive) {
        return DEV.sendBytes("POST", path, GZIP, archive);
    }

    private static String line(String text) {
        return "{\"line\":\"%s\"}\n".formatted(text);
    }

    private static String end(int version, String sha) {
        return "{\"release\":%d,\"sha\":\"%s\"}\n".formatted(version, sha);
    }

    @Test
    void it_makes_a_running_release_and_tells_what_a_push_tells() throws Exception {
        var archive = tarGz(FILES);

        var answer = send(archive);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(records(answer))
                .startsWith(line("-----> Building Docker image")
                        + line("Step 1/1 : FROM scratch")
                        + line("Build complete."))
                .contains(line("Launching... done, v2") + line("-----> " + app + " deployed to Drycc"))
                .endsWith(
                        line("To learn more, use `drycc help` or visit https://www.drycc.cc/") + end(2, sha(archive)));
        assertThat(DEV.get("/v2/apps/" + app + "/releases/v2/")
                        .json()
                        .get("summary")
                        .asString())
                .isEqualTo("dev deployed " + sha(archive).substring(0, 7));
        var build = DEV.get("/v2/apps/" + app + "/build/").json();
        assertThat(build.get("sha").asString()).isEqualTo(sha(archive));
        assertThat(build.at("/evidence/source").asString()).startsWith("sha256:" + sha(archive));
        assertThat(CONTROLLER.engine().running(app, "web")).isPresent();
    }

    /** Keys in one order, and no signs of life. */
    private static String records(Api.Answer answer) {
        var text = new StringBuilder();
        answer.body().lines().filter(line -> !line.isEmpty()).forEach(line -> {
            var json = cc.drycc.controller.web.Json.MAPPER.readTree(line);
            text.append(
                    json.has("release")
                            ? end(json.get("release").asInt(), json.get("sha").asString())
                            : line + "\n");
        });
        return text.toString();
    }

    @Test
    void a_zip_and_a_tar_do_as_well_and_can_be_fetched_as_they_were() throws Exception {
        var zip = zip(Map.of("Dockerfile", "FROM scratch", "Procfile", "worker: a"));
        assertThat(records(DEV.sendBytes("POST", path + "/", "application/zip", zip)))
                .endsWith(end(2, sha(zip)));
        assertThat(DEV.get("/v2/apps/" + app + "/build/")
                        .json()
                        .at("/procfile/worker")
                        .asString())
                .isEqualTo("a");
        var fetched = DEV.get(path);
        assertThat(fetched.header("Content-Type")).isEqualTo("application/zip");
        assertThat(fetched.header("Content-Disposition")).endsWith(sha(zip).substring(0, 7) + ".zip\"");
        assertThat(fetched.header("Content-Length")).isEqualTo(Integer.toString(zip.length));

        var tar = new GZIPInputStream(new java.io.ByteArrayInputStream(
                        tarGz(Map.of("Dockerfile", "FROM scratch", "Procfile", "worker: b"))))
                .readAllBytes();
        assertThat(records(DEV.sendBytes("POST", path, "application/x-tar", tar)))
                .endsWith(end(3, sha(tar)));
        assertThat(DEV.get(path).header("Content-Type")).isEqualTo("application/x-tar");
    }

    @Test
    void the_same_archive_again_changes_nothing() throws Exception {
        var archive = tarGz(FILES);
        send(archive);

        var again = send(archive);

        assertThat(records(again)).isEqualTo(line("Everything up-to-date: v2 has this source") + end(2, sha(archive)));
        assertThat(DEV.get("/v2/apps/" + app + "/releases/").json().get("count").asInt())
                .isEqualTo(2);
        send(tarGz(Map.of("Dockerfile", "FROM scratch", "other", "x")));
        assertThat(records(send(archive))).as("what ran before the newest").endsWith(end(4, sha(archive)));
    }

    @Test
    void a_build_that_fails_says_why_in_the_last_record_and_can_be_tried_again() throws Exception {
        CONTROLLER.builder().onBuild((request, log) -> {
            throw new BuildFailed("Dockerfile line 3: unknown instruction FOO");
        });
        var archive = tarGz(FILES);

        var answer = send(archive);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).endsWith("{\"error\":\"Dockerfile line 3: unknown instruction FOO\"}\n");
        assertThat(DEV.get("/v2/apps/" + app + "/releases/").json().get("count").asInt())
                .isEqualTo(1);
        CONTROLLER.builder().onBuild((request, log) -> {});
        assertThat(records(send(archive))).endsWith(end(2, sha(archive)));
    }

    @Test
    void with_autodeploy_off_the_release_waits() throws Exception {
        DEV.post("/v2/apps/" + app + "/settings/", Map.of("autodeploy", false));

        assertThat(records(send(tarGz(FILES)))).contains("Launching... held, v2: autodeploy is off");
        assertThat(CONTROLLER.engine().running(app, "web")).isEmpty();
    }

    static Stream<Arguments> badArchives() throws Exception {
        return Stream.of(
                Arguments.of("empty", new byte[0], "it is empty"),
                Arguments.of(
                        "no archive", "hello".repeat(300).getBytes(StandardCharsets.UTF_8), "it is damaged, or no tar"),
                Arguments.of("nothing in it", tarGz(Map.of()), "there is nothing in it"),
                Arguments.of("cut", java.util.Arrays.copyOf(tarGz(FILES), 60), "it ends early"),
                Arguments.of("zip cut", java.util.Arrays.copyOf(zip(FILES), 60), "it is damaged, or no tar"),
                Arguments.of("traversal", entry("../x", null), "leaves the tree with .."),
                Arguments.of("absolute", entry("/etc/x", null), "is absolute"),
                Arguments.of("zip traversal", zip(Map.of("a/../../x", "x")), "leaves the tree with .."),
                Arguments.of("link out", entry("link", "../../etc/passwd"), "is a link out of the tree"),
                Arguments.of("device", device(), "is a device, a pipe"),
                Arguments.of("bomb", bomb(), "times its size"));
    }

    private static byte[] entry(String name, @org.jspecify.annotations.Nullable String link) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            var entry =
                    new TarArchiveEntry(name, link == null ? TarConstants.LF_NORMAL : TarConstants.LF_SYMLINK, true);
            if (link != null) {
                entry.setLinkName(link);
            }
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] device() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.putArchiveEntry(new TarArchiveEntry("dev", TarConstants.LF_BLK));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var zeros = new byte[1 << 20];
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            var entry = new TarArchiveEntry("zeros");
            entry.setSize(100L * zeros.length);
            tar.putArchiveEntry(entry);
            for (int i = 0; i < 100; i++) {
                tar.write(zeros);
            }
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badArchives")
    void a_bad_archive_is_refused_before_anything_is_noted(String row, byte[] archive, String reason) {
        var before = CONTROLLER.database().fingerprint();

        var answer = send(archive);

        assertThat(answer.status()).as(row + answer).isEqualTo(400);
        assertThat(answer.json().get("detail").asString())
                .startsWith("The archive was refused: ")
                .contains(reason)
                .endsWith(". Nothing was changed.");
        assertThat(CONTROLLER.database().fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "image/png", "nonsense", "application/x-bzip2"})
    void another_type_is_refused(String type) throws Exception {
        assertThat(DEV.sendBytes("POST", path, type, tarGz(FILES)).status()).isEqualTo(415);
    }

    @Test
    void who_may_not_push_may_not_send() throws Exception {
        var archive = tarGz(FILES);
        var viewer = CONTROLLER.register("viewer-" + app);
        assertThat(viewer.sendBytes("POST", path, GZIP, archive).status()).isEqualTo(404);
        DEV.post("/v2/apps/" + app + "/perms/", Map.of("username", "viewer-" + app, "permissions", "view"));

        assertThat(viewer.sendBytes("POST", path, GZIP, archive).status()).isEqualTo(403);
        assertThat(DEV.sendBytes("POST", "/v2/apps/no-such-app/build/source", GZIP, archive)
                        .status())
                .isEqualTo(404);
        assertThat(CONTROLLER.anonymous().sendBytes("POST", path, GZIP, archive).status())
                .isEqualTo(401);
    }

    @Test
    void one_at_a_time() throws Exception {
        try (var _ = CONTROLLER.sources().take(new AppName(app)).orElseThrow()) {
            assertThat(send(tarGz(FILES)).toString())
                    .isEqualTo("409 {\"detail\":\"Another push or build of " + app
                            + " is under way; nothing was changed, try again when it has ended.\"}");
        }
        assertThat(send(tarGz(FILES)).status()).isEqualTo(200);
    }

    private String token() {
        return DEV.post("/v2/auth/login/", Map.of("username", "dev", "password", "opensesame"))
                .json()
                .get("token")
                .asString();
    }

    private String head(long length) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: token %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
                        .formatted(path, token(), GZIP, length)
                + "Connection: close\r\n";
    }

    @Test
    void one_that_is_too_large_is_refused_before_it_is_sent() {
        assertThat(RawRequest.send(CONTROLLER.port(), head((512L << 20) + 1) + "Expect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("The archive is larger than 512 MiB; nothing was changed.");
    }

    @Test
    void of_an_upload_that_is_cut_nothing_is_left() throws Exception {
        var head = head(1_000_000); // which logs in
        var before = CONTROLLER.database().fingerprint();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), CONTROLLER.port())) {
            socket.getOutputStream().write((head + "\r\nhalf").getBytes(StandardCharsets.ISO_8859_1));
            Awaitility.await().untilAsserted(() -> assertThat(left()).hasSize(1));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(left()).isEmpty();
        assertThat(CONTROLLER.database().fingerprint()).isEqualTo(before);
        assertThat(CONTROLLER.sources().take(new AppName(app))).isPresent();
    }

    @Test
    void who_hangs_up_ends_the_build() throws Exception {
        var building = new CountDownLatch(1);
        var stopped = new AtomicBoolean();
        CONTROLLER.builder().onBuild((request, log) -> {
            building.countDown();
            try {
                while (true) {
                    log.line("still at it");
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                stopped.set(true);
                throw e;
            }
        });
        var archive = tarGz(FILES);
        var head = head(archive.length);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), CONTROLLER.port())) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(archive);
            assertThat(building.await(10, TimeUnit.SECONDS)).isTrue();
        }

        Awaitility.await().untilTrue(stopped);
        Awaitility.await()
                .untilAsserted(() -> assertThat(send(new byte[0]).status()).isEqualTo(400));
        assertThat(DEV.get("/v2/apps/" + app + "/releases/").json().get("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_destroyed_app_ends_the_build() throws Exception {
        var building = new CountDownLatch(1);
        CONTROLLER.builder().onBuild((request, log) -> {
            building.countDown();
            Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        });
        var archive = tarGz(FILES);
        var ended = java.util.concurrent.CompletableFuture.supplyAsync(() -> send(archive));
        assertThat(building.await(10, TimeUnit.SECONDS)).isTrue();

        CONTROLLER.sources().end(new AppName(app), java.time.Duration.ofSeconds(5));

        assertThat(ended.get(10, TimeUnit.SECONDS).body())
                .endsWith("{\"error\":\"The build was broken off: the app was destroyed or the platform stops.\"}\n");
    }
}
