package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.buildservice.testing.Client;
import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.TestService;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that must end as a failed job with its reason: rows T01 to T16 of the bad inputs, fetched from a tar URL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchivesTest {

    @TempDir
    private static Path folder;

    private final FakeBuilds builds = new FakeBuilds();
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private HttpServer host;
    private TestService service;
    private Client client;

    @BeforeAll
    void start() throws Exception {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0), 0);
        host.createContext("/", exchange -> {
            var archive = archives.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
            exchange.sendResponseHeaders(200, archive.length == 0 ? -1 : archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        host.start();
        service = TestService.start(
                folder,
                builds.images(),
                builds,
                Map.of("DRYCC_BUILD_ALLOW_ADDRESSES", "127.0.0.2", "DRYCC_BUILD_PER_MINUTE", "1000"));
        client = service.client();
    }

    @AfterAll
    void stop() {
        service.close();
        host.stop(0);
    }

    @AfterEach
    void nothing_is_left_and_nothing_was_pushed() throws Exception {
        try (Stream<Path> left = Files.walk(service.work())) {
            assertThat(left.filter(path -> !Files.isDirectory(path))).isEmpty();
        }
        assertThat(folder.resolve("evil")).doesNotExist();
        assertThat(builds.names()).isEmpty();
    }

    /** Fills a tar. */
    private interface Content {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.into(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        var content = text.getBytes(StandardCharsets.UTF_8);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte kind, String target) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static byte[] withDockerfile(Content more) throws IOException {
        return tar(tar -> {
            file(tar, "Dockerfile", "FROM scratch\n");
            more.into(tar);
        });
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes);
                var tar = new TarArchiveOutputStream(gzip)) {
            file(tar, "Dockerfile", "FROM scratch\n");
            var entry = new TarArchiveEntry("zeros");
            entry.setSize(512L << 20);
            tar.putArchiveEntry(entry);
            var megabyte = new byte[1 << 20];
            for (int i = 0; i < 512; i++) {
                tar.write(megabyte);
            }
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Dockerfile"));
            zip.write("FROM scratch\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] cut(byte[] whole) {
        return java.util.Arrays.copyOf(whole, whole.length / 2);
    }

    static Stream<Arguments> refused() throws IOException {
        return Stream.of(
                Arguments.of("T01 parent", withDockerfile(tar -> file(tar, "../../evil", "x")), "leaves the tree"),
                Arguments.of("T01 absolute", withDockerfile(tar -> file(tar, "/abs/evil", "x")), "absolute"),
                Arguments.of(
                        "T01 inner parent", withDockerfile(tar -> file(tar, "a/../../evil", "x")), "leaves the tree"),
                Arguments.of(
                        "T02 link out",
                        withDockerfile(tar -> {
                            link(tar, "out", TarConstants.LF_SYMLINK, folder.toString());
                            file(tar, "out/evil", "x");
                        }),
                        "link out of the tree"),
                Arguments.of(
                        "T04 hard link out",
                        withDockerfile(tar -> link(tar, "out", TarConstants.LF_LINK, "/etc/passwd")),
                        "absolute"),
                Arguments.of(
                        "T05 Dockerfile is a link",
                        tar(tar -> link(tar, "Dockerfile", TarConstants.LF_SYMLINK, "/etc/passwd")),
                        "link out of the tree"),
                Arguments.of(
                        "T05 Dockerfile is a pipe",
                        tar(tar -> link(tar, "Dockerfile", TarConstants.LF_FIFO, "")),
                        "a pipe"),
                Arguments.of(
                        "T05 Dockerfile is a folder",
                        tar(tar -> link(tar, "Dockerfile/", TarConstants.LF_DIR, "")),
                        "Dockerfile must be a regular file"),
                Arguments.of("T07 bomb", bomb(), "times its size"),
                Arguments.of("T12 cut gzip", cut(gzip(withDockerfile(tar -> {}))), "ends early"),
                Arguments.of("T12 gzip in gzip", gzip(gzip(withDockerfile(tar -> {}))), "The archive was refused"),
                Arguments.of("T12 zip", zip(), "The archive was refused"),
                Arguments.of("T12 empty tar", tar(tar -> {}), "nothing in it"),
                Arguments.of("T12 empty file", new byte[0], "empty"),
                Arguments.of("U10 HTML", "<html>no</html>".repeat(100).getBytes(StandardCharsets.UTF_8), "damaged"),
                Arguments.of("T13 no Dockerfile", tar(tar -> file(tar, "a", "x")), "There is no Dockerfile at the top"),
                Arguments.of(
                        "T13 below",
                        tar(tar -> file(tar, "app/Dockerfile", "FROM a")),
                        "there is one at app/Dockerfile"),
                Arguments.of(
                        "T14 second Dockerfile",
                        withDockerfile(tar -> file(tar, "Dockerfile", "FROM evil")),
                        "is there twice"),
                Arguments.of(
                        "T15 control characters",
                        withDockerfile(tar -> file(tar, "a\n\u001b[2Jb", "x")),
                        "The archive was refused"),
                Arguments.of("T15 long", withDockerfile(tar -> file(tar, "x".repeat(300), "x")), "longer than 255"),
                Arguments.of("T16 deep", withDockerfile(tar -> file(tar, "d/".repeat(1_000) + "x", "x")), "deep"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_bad_archive_fails_its_job_with_the_reason(String row, byte[] archive, String reason) {
        var path = "/" + row.replace(' ', '-') + ".tar.gz";
        archives.put(path, archive);
        int pushes = builds.pushes().size();

        var job = client.order("{\"image_name\": \"a/b\", \"tarUrl\": \"127.0.0.2:"
                + host.getAddress().getPort() + path + "\"}");

        var status = client.ended(job);
        assertThat(status).startsWith("Failed: ").doesNotContain("Exception");
        if (row.startsWith("T12 empty file")) {
            assertThat(status).containsAnyOf("empty", "answered");
        } else {
            assertThat(status).contains(reason);
        }
        assertThat(status).doesNotContain("\n").doesNotContain("\u001b");
        assertThat(client.logs(job)).endsWith(status.substring("Failed: ".length()) + "\n");
        assertThat(builds.pushes()).hasSize(pushes);
    }

    static Stream<Arguments> accepted() throws IOException {
        return Stream.of(
                Arguments.of("plain tar", withDockerfile(tar -> {})),
                Arguments.of("gzip", gzip(withDockerfile(tar -> {}))),
                Arguments.of("T06 links inside and names that differ in case", withDockerfile(tar -> {
                    file(tar, "a", "x");
                    file(tar, "A", "y");
                    link(tar, "b", TarConstants.LF_SYMLINK, "a");
                    link(tar, "c", TarConstants.LF_LINK, "a");
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void a_good_archive_is_built(String row, byte[] archive) {
        var path = "/" + row.replace(' ', '-');
        archives.put(path, archive);

        var job = client.order("{\"image_name\": \"a/b\", \"tarUrl\": \"http://127.0.0.2:"
                + host.getAddress().getPort() + path + "\"}");

        assertThat(client.ended(job)).isEqualTo("Finished");
    }
}
