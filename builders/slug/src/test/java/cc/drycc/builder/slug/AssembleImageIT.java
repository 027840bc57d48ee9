package cc.drycc.builder.slug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.engine.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slugs on a runner image with no engine: from a saved tar or a registry into Debian's registry. */
@Timeout(120)
class AssembleImageIT {

    private static final Map<String, String> LABELS = Map.of("cc.drycc.app", "hello");

    @TempDir
    Path folder;

    private Slug slug;
    private Base runner;

    @BeforeEach
    void a_slug_and_a_runner() throws Exception {
        TestRegistry.missing().ifPresent(reason -> System.out.println("SKIPPED AssembleImageIT: " + reason));
        Assumptions.assumeTrue(TestRegistry.missing().isEmpty());
        slug = slug("1");
        runner = new Base.Saved(runner());
    }

    private Slug slug(String text) throws Exception {
        Path left = folder.resolve("left-" + text + ".tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(left))) {
            put(tar, "app/Procfile", "web: ./serve\n".getBytes(UTF_8));
            put(tar, "app/text", text.getBytes(UTF_8));
        }
        return PackSlug.pack(left, folder.resolve("slug-" + text + ".tgz"), 1 << 20);
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws Exception {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** An image of one layer as {@code docker save} writes it. */
    private Path runner() throws Exception {
        var layer = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(layer)) {
            put(tar, "bin/sh", "no shell".getBytes(UTF_8));
        }
        String diffId = HexFormat.of().formatHex(SlugTar.sha256().digest(layer.toByteArray()));
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"PATH=/bin\",\"HOME=/root\"]},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:" + diffId + "\"]}}";
        Path file = folder.resolve("runner.tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            put(tar, "layer.tar", layer.toByteArray());
            put(tar, "config.json", config.getBytes(UTF_8));
            put(tar, "manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"layer.tar\"]}]".getBytes(UTF_8));
        }
        return file;
    }

    private AssembleImage.Assembled push(Slug what, Base base, Place target) throws Exception {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        return AssembleImage.push(what, base, LABELS, target, scratch);
    }

    private static Place place(TestRegistry registry, String name, RegistryLogin login) {
        return new Place(registry.name(name), Optional.of(login), Security.UNVERIFIED);
    }

    private static JsonNode json(TestRegistry registry, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://%s/v2/%s".formatted(registry.host(), path)))
                    .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString("user:password".getBytes(UTF_8)))
                    .build();
            return new JsonMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }

    @Test
    void a_slug_is_the_one_layer_on_top_of_the_runner() throws Exception {
        try (var registry = TestRegistry.locked(folder.resolve("registry"))) {
            var made = push(slug, runner, place(registry, "hello:1", TestRegistry.LOGIN));

            assertThat(registry.digest("hello", "1")).contains(made.digest());
            var manifest = json(registry, "hello/manifests/1");
            assertThat(manifest.path("layers")).hasSize(2);
            assertThat(manifest.at("/layers/1/digest").asString()).isEqualTo(slug.digest());
            assertThat(manifest.at("/config/digest").asString())
                    .isEqualTo(made.id().value());
            var config = json(registry, "hello/blobs/" + made.id());
            assertThat(config.at("/rootfs/diff_ids/1").asString()).isEqualTo(slug.diffId());
            assertThat(config.at("/config/Entrypoint/0").asString()).isEqualTo("/runner/init");
            assertThat(config.at("/config/Cmd").toString()).isEqualTo("[\"start\",\"web\"]");
            assertThat(config.at("/config/Env").toString()).isEqualTo("[\"PATH=/bin\",\"HOME=/app\"]");
            assertThat(config.at("/config/WorkingDir").asString()).isEqualTo("/app");
            assertThat(config.at("/config/User").asString()).isEqualTo("1000:1000");
            assertThat(config.at("/config/Labels/cc.drycc.app").asString()).isEqualTo("hello");
        }
    }

    @Test
    void the_same_slug_on_the_same_base_has_the_same_digest_wherever_it_goes() throws Exception {
        try (var first = TestRegistry.locked(folder.resolve("first"));
                var second = TestRegistry.locked(folder.resolve("second"))) {
            var made = push(slug, runner, place(first, "hello:1", TestRegistry.LOGIN));
            var again = push(ReadSlug.of(slug.file()), runner, place(second, "a/hello:2", TestRegistry.LOGIN));
            var other = push(slug("2"), runner, place(second, "a/hello:3", TestRegistry.LOGIN));

            assertThat(again).isEqualTo(made);
            assertThat(other.digest()).isNotEqualTo(made.digest());
        }
    }

    @Test
    void the_base_may_be_in_the_same_registry_or_in_another() throws Exception {
        try (var first = TestRegistry.locked(folder.resolve("first"));
                var second = TestRegistry.locked(folder.resolve("second"))) {
            push(slug("base"), runner, place(first, "base:1", TestRegistry.LOGIN));
            var base = new Base.Pulled(place(first, "base:1", TestRegistry.LOGIN));

            var here = push(slug, base, place(first, "apps/hello:1", TestRegistry.LOGIN));
            var there = push(slug, base, place(second, "apps/hello:1", TestRegistry.LOGIN));

            assertThat(there).isEqualTo(here);
            assertThat(json(second, "apps/hello/manifests/1").path("layers")).hasSize(3);
        }
    }

    @Test
    void who_may_not_or_cannot_is_told_so_without_the_password() throws Exception {
        var wrong = new RegistryLogin("user", "wr0ng-secret");
        Place nowhere;
        try (var registry = TestRegistry.locked(folder.resolve("registry"))) {
            assertThatThrownBy(() -> push(slug, runner, place(registry, "hello:1", wrong)))
                    .isInstanceOf(PushFailed.class)
                    .hasMessageContaining("wants another user or password")
                    .hasMessageNotContaining("wr0ng-secret");
            assertThatThrownBy(() -> push(
                            slug,
                            new Base.Pulled(place(registry, "none:1", TestRegistry.LOGIN)),
                            place(registry, "hello:1", TestRegistry.LOGIN)))
                    .isInstanceOf(PushFailed.class);
            nowhere = place(registry, "hello:1", TestRegistry.LOGIN);
        }
        assertThatThrownBy(() -> push(slug, runner, nowhere))
                .isInstanceOf(PushFailed.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void what_is_no_slug_is_no_layer() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no slug");
        assertThatThrownBy(() -> ReadSlug.of(text)).hasMessage("it is no slug.tgz");
    }
}
