package cc.drycc.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import cc.drycc.storage.StorageProblem.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and a server, for real, against each other. */
abstract class ObjectStoreContract {

    static final ObjectKey TAR = new ObjectKey("home/hello:git-060da68f/tar");

    @TempDir
    Path folder;

    final AccessKey key = AccessKey.generate();
    private Server server;
    private S3ObjectStore store;

    /** One that runs: how it is reached, and what ends it. */
    record Server(StorageSettings settings, AutoCloseable running) {}

    /** Starts one that keeps buckets as folders and knows {@link #key}. */
    abstract Server start(Path objects) throws Exception;

    @BeforeEach
    void begin() throws Exception {
        server = start(folder.resolve("objects"));
        store = new S3ObjectStore(server.settings());
    }

    @AfterEach
    void end() throws Exception {
        if (store != null) {
            store.close();
            server.running().close();
        }
    }

    @Test
    void keeps_what_is_put_byte_for_byte() throws IOException {
        byte[] content = bytes(3_000_000);
        Path source = Files.write(folder.resolve("source"), content);
        Path target = folder.resolve("target");

        store.put(TAR, source);
        store.get(TAR, target);

        assertThat(target).hasBinaryContent(content);
        assertThat(store.head(TAR)).hasValueSatisfying(info -> {
            assertThat(info.key()).isEqualTo(TAR);
            assertThat(info.size()).isEqualTo(content.length);
        });
    }

    @Test
    void puts_a_stream_of_known_length_and_opens_it_again() throws IOException {
        put(TAR, "some text");

        try (InputStream content = store.open(TAR)) {
            assertThat(content.readAllBytes()).asString(UTF_8).isEqualTo("some text");
        }
    }

    @Test
    void replaces_an_object() throws IOException {
        put(TAR, "old and long");
        put(TAR, "new");

        try (InputStream content = store.open(TAR)) {
            assertThat(content.readAllBytes()).asString(UTF_8).isEqualTo("new");
        }
    }

    @Test
    void a_stream_shorter_than_said_puts_nothing() {
        assertThatThrownBy(() -> store.put(TAR, new ByteArrayInputStream(bytes(10)), 1_000_000))
                .isInstanceOf(StorageProblem.class);
        assertThat(store.head(TAR)).isEmpty();
        assertThat(store.list("home/")).isEmpty();
    }

    @Test
    void what_is_not_there_is_said_so_and_leaves_no_file() {
        Path target = folder.resolve("target");
        put(new ObjectKey("other"), "x");

        assertThatThrownBy(() -> store.get(TAR, target))
                .asInstanceOf(type(StorageProblem.class))
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Kind.MISSING));
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("target"));
    }

    @Test
    void an_empty_store_without_a_bucket_is_just_empty() {
        assertThat(store.head(TAR)).isEmpty();
        assertThat(store.list("")).isEmpty();
        assertThat(store.deletePrefix("home/")).isZero();
        store.delete(TAR);
    }

    @Test
    void deletes_one_and_is_content_when_it_is_gone() {
        put(TAR, "x");

        store.delete(TAR);
        store.delete(TAR);

        assertThat(store.head(TAR)).isEmpty();
    }

    @Test
    void lists_and_deletes_by_prefix_beyond_one_page() {
        IntStream.range(0, 1003).forEach(n -> put(new ObjectKey("home/hello/" + n), ""));
        put(new ObjectKey("home/hello2/tar"), "x");

        assertThat(store.list("home/hello/")).hasSize(1003);
        assertThat(store.deletePrefix("home/hello/")).isEqualTo(1003);

        assertThat(store.list("home/")).extracting(info -> info.key().value()).containsExactly("home/hello2/tar");
    }

    @Test
    void never_deletes_everything() {
        assertThatThrownBy(() -> store.deletePrefix("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makes_the_bucket_again_when_somebody_removed_it() throws IOException {
        put(TAR, "x");
        store.delete(TAR);
        deleteTree(folder.resolve("objects/builder"));

        assertThatThrownBy(() -> put(TAR, "y")).isInstanceOf(StorageProblem.class);
        put(TAR, "z");

        assertThat(store.head(TAR)).isPresent();
    }

    @Test
    void refuses_a_wrong_key_and_tells_what_to_check() {
        var stranger = new AccessKey(key.id(), "wr0ng-s3cr3t");
        try (var other = new S3ObjectStore(StorageSettings.of(server.settings().endpoint(), stranger))) {
            assertThatThrownBy(() -> other.put(TAR, new ByteArrayInputStream(bytes(1)), 1))
                    .asInstanceOf(type(StorageProblem.class))
                    .satisfies(this::tellsWhatToCheck);
            assertThatThrownBy(() -> other.head(TAR))
                    .asInstanceOf(type(StorageProblem.class))
                    .satisfies(this::tellsWhatToCheck);
        }
    }

    private void tellsWhatToCheck(StorageProblem problem) {
        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem).hasMessageContaining("DRYCC_STORAGE_SECRETKEY");
        assertThat(problem.getMessage()).doesNotContain("wr0ng-s3cr3t", key.secret());
    }

    @Test
    void says_when_nobody_answers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var nowhere = StorageSettings.of(URI.create("http://127.0.0.1:" + free), key);
        try (var other = new S3ObjectStore(nowhere)) {
            assertThatThrownBy(() -> other.head(TAR))
                    .asInstanceOf(type(StorageProblem.class))
                    .satisfies(problem -> {
                        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
                        assertThat(problem).hasMessageContaining("DRYCC_STORAGE_ENDPOINT");
                    });
        }
    }

    @Test
    void a_closed_client_says_so() {
        store.close();

        assertThatThrownBy(() -> store.head(TAR))
                .isInstanceOf(StorageProblem.class)
                .hasMessageContaining("closed");
    }

    @Test
    void objects_outlive_the_server() throws Exception {
        put(TAR, "kept");
        server.running().close();
        server = start(folder.resolve("objects"));

        try (var again = new S3ObjectStore(server.settings());
                InputStream content = again.open(TAR)) {
            assertThat(content.readAllBytes()).asString(UTF_8).isEqualTo("kept");
        }
    }

    private void put(ObjectKey at, String text) {
        byte[] content = text.getBytes(UTF_8);
        store.put(at, new ByteArrayInputStream(content), content.length);
    }

    private static byte[] bytes(int count) {
        byte[] some = new byte[count];
        for (int i = 0; i < count; i++) {
            some[i] = (byte) (i * 31 + i / 251);
        }
        return some;
    }

    private static void deleteTree(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
