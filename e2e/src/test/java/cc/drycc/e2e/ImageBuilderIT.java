package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.TestRegistry;
import cc.drycc.engine.docker.PrivatePodman;
import cc.drycc.storage.AccessKey;
import cc.drycc.storage.EmbeddedS3;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.S3ObjectStore;
import cc.drycc.storage.StorageSettings;
import cc.drycc.storage.VersityGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/imagebuilder} with a real bucket, engine and registry. */
class ImageBuilderIT {

    private static final String SECRET = "registry-password-nobody-may-see";

    @TempDir
    static Path folder;

    private static final String STACK = "drycc-stack/slug";

    private static PrivatePodman podman;
    private static TestRegistry registry;
    private static EmbeddedS3 s3;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                PrivatePodman.missing().isEmpty(), () -> PrivatePodman.missing().orElseThrow());
        assumeTrue(
                TestRegistry.missing().isEmpty(), () -> TestRegistry.missing().orElseThrow());
        podman = PrivatePodman.start();
        registry = TestRegistry.locked(folder.resolve("registry"));
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, AccessKey.generate());
        Path source = source("hello", """
                FROM scratch
                ARG GREETING
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "echo built with $GREETING"]
                CMD ["/bin/busybox", "echo", "hi"]
                """);
        store("home/hello:git-060da68f/tar", source);
        store("home/broken:git-060da68f/tar", source("broken", "FROM scratch\nNONSENSE\n"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (s3 != null) {
            s3.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (podman != null) {
            podman.stop();
        }
    }

    @Test
    void an_archive_in_a_bucket_becomes_an_image_in_a_registry() throws Exception {
        var result = imagebuilder(Map.of("TAR_PATH", "home/hello:git-060da68f/tar", "GREETING", "config"));

        assertThat(result.exitCode()).as(result.all()).isZero();
        var digest = registry.digest("hello/hello", "git-060da68f").orElseThrow();
        assertThat(result.out())
                .contains("-----> Building Docker image", "-----> Pushing " + registry.host() + "/hello/hello")
                .endsWith("Done, %s/hello/hello:git-060da68f is %s\n".formatted(registry.host(), digest));
        assertThat(result.out()).as("config is no build argument unless asked").doesNotContain("built with config");
        assertThat(result.all())
                .doesNotContain(
                        TestRegistry.LOGIN.password(), s3.settings().key().secret());
    }

    @Test
    void evidence_is_attached_to_the_image_and_signed_with_the_key_that_is_named() throws Exception {
        Path key = folder.resolve("evidence.pem");
        Command.of("openssl", "genpkey", "-algorithm", "ed25519", "-out", key.toString())
                .run()
                .ok();
        var hello = Map.of("TAR_PATH", "home/hello:git-060da68f/tar", "SOURCE_VERSION", "0".repeat(39) + "1");

        var signed =
                imagebuilder(with(hello, Map.of("DRYCC_EVIDENCE_KEY", key.toString(), "IMAGE_NAME", named("plain1"))));

        assertThat(signed.exitCode()).as(signed.all()).isZero();
        var image = new ImageRef(registry.host() + "/hello/plain1@"
                + registry.digest("hello/plain1", "1").orElseThrow());
        var there = registry.referrers(image);
        assertThat(there).containsOnlyKeys("application/vnd.cyclonedx+json", "application/vnd.dsse.envelope.v1+json");
        assertThat(signed.out())
                .contains("       Attached sbom.cdx.json and provenance.dsse.json, signed with " + keyId(key));
        var envelope = registry.text("hello/plain1", "blobs/" + there.get("application/vnd.dsse.envelope.v1+json"));
        assertThat(payload(envelope))
                .contains(
                        "https://slsa.dev/provenance/v1",
                        image.value().substring(image.value().length() - 64))
                .contains("\"gitCommit\":\"" + "0".repeat(39) + "1\"", "\"builder\":\"container\"");
        assertVerified(envelope, key);

        var plain = imagebuilder(with(hello, "IMAGE_NAME", named("plain2")));
        assertThat(plain.out()).contains("provenance.intoto.json, not signed: DRYCC_EVIDENCE_KEY is not set");
        var digest = registry.digest("hello/plain2", "1").orElseThrow();
        assertThat(registry.referrers(new ImageRef(registry.host() + "/hello/plain2@" + digest)))
                .containsOnlyKeys("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");

        var without = imagebuilder(with(hello, Map.of("DRYCC_EVIDENCE", "false", "IMAGE_NAME", named("plain3"))));
        assertThat(without.exitCode()).as(without.all()).isZero();
        assertThat(without.out()).doesNotContain("sbom");
        digest = registry.digest("hello/plain3", "1").orElseThrow();
        assertThat(registry.referrers(new ImageRef(registry.host() + "/hello/plain3@" + digest)))
                .isEmpty();

        failed(with(hello, "DRYCC_EVIDENCE", "perhaps"), 64, "DRYCC_EVIDENCE must be true or false");
        failed(with(hello, "DRYCC_EVIDENCE_KEY", "/bin/busybox"), 64, "DRYCC_EVIDENCE_KEY must name a file");
    }

    private static String named(String repository) {
        return registry.host() + "/hello/" + repository + ":1";
    }

    private static String payload(String envelope) {
        return new String(Base64.getDecoder().decode(member(envelope, "payload")), StandardCharsets.UTF_8);
    }

    private static String member(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    /** With the steps of docs/evidence.md. */
    private static void assertVerified(String envelope, Path key) throws Exception {
        Path work = Files.createTempDirectory(folder, "verify");
        var payload = payload(envelope);
        Files.writeString(
                work.resolve("signed"),
                "DSSEv1 28 application/vnd.in-toto+json %d %s"
                        .formatted(payload.getBytes(StandardCharsets.UTF_8).length, payload));
        Files.write(work.resolve("sig"), Base64.getDecoder().decode(member(envelope, "sig")));
        Command.of(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-inkey",
                        key.toString(),
                        "-rawin",
                        "-in",
                        work.resolve("signed").toString(),
                        "-sigfile",
                        work.resolve("sig").toString())
                .run()
                .ok();
    }

    private static String keyId(Path key) {
        return Command.of(
                        "sh",
                        "-ec",
                        "openssl pkey -in '%s' -pubout -outform DER | sha256sum | cut -c1-64".formatted(key))
                .run()
                .ok()
                .out()
                .strip();
    }

    @Test
    void any_s3_server_will_do() throws Exception {
        var lacking = VersityGateway.missing();
        lacking.ifPresent(reason -> System.out.println("SKIPPED ImageBuilderIT.any_s3_server_will_do: " + reason));
        assumeTrue(lacking.isEmpty(), lacking::get);
        Path stack = stack();
        try (var other = VersityGateway.start(folder.resolve("other-s3"), AccessKey.generate())) {
            var bucket = Map.of(
                    "DRYCC_STORAGE_ENDPOINT", other.settings().endpoint().toString(),
                    "DRYCC_STORAGE_ACCESSKEY", other.settings().key().id(),
                    "DRYCC_STORAGE_SECRETKEY", other.settings().key().secret());
            store(other.settings(), "home/hello:git-1/tar", folder.resolve("sources/hello"));
            var image = registry.host() + "/hello/other:";

            var built =
                    imagebuilder(with(bucket, Map.of("TAR_PATH", "home/hello:git-1/tar", "IMAGE_NAME", image + "1")));
            assertThat(built.exitCode()).as(built.all()).isZero();
            assertThat(registry.digest("hello/other", "1")).isPresent();

            Path site = Files.createDirectories(folder.resolve("sources/other-site"));
            Files.writeString(site.resolve("index.html"), "<p>hi");
            store(other.settings(), "home/site:git-1/tar", site);
            var compiled = imagebuilder(with(
                    bucket,
                    Map.of(
                            "TAR_PATH",
                            "home/site:git-1/tar",
                            "PUT_PATH",
                            "home/site:git-1/push",
                            "DRYCC_SLUG_STACK",
                            STACK)));
            assertThat(compiled.exitCode()).as(compiled.all()).isZero();
            var slug = Map.of(
                    "SLUG_PATH",
                    "home/site:git-1/push/slug.tgz",
                    "DRYCC_SLUG_RUNNER",
                    stack.toString(),
                    "IMAGE_NAME",
                    image + "slug");
            var assembled = imagebuilder(with(bucket, slug));
            assertThat(assembled.exitCode()).as(assembled.all()).isZero();
            assertThat(registry.digest("hello/other", "slug")).isPresent();

            failed(with(bucket, Map.of("TAR_PATH", "home/nothing/tar")), 66, "there is no home/nothing/tar");
            failed(
                    with(bucket, Map.of("TAR_PATH", "home/hello:git-1/tar", "DRYCC_STORAGE_SECRETKEY", SECRET)),
                    69,
                    "check DRYCC_STORAGE_ACCESSKEY");
        }
    }

    @Test
    void config_becomes_build_arguments_when_switched_on() {
        var result = imagebuilder(Map.of(
                "TAR_PATH", "home/hello:git-060da68f/tar",
                "GREETING", "true",
                "DRYCC_DOCKER_BUILD_ARGS_ENABLED", "true"));

        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("built with true");
    }

    @Test
    void a_folder_is_a_source_too() throws Exception {
        Path source = source("folder", "FROM scratch\nCOPY . /\nRUN [\"/echo\", \"runs\"]\n");
        Files.createSymbolicLink(source.resolve("echo"), Path.of("busybox"));

        var result = imagebuilder(Map.of("WORKSPACE", source.toString()));

        assertThat(result.exitCode()).as(result.all()).isZero();
        assertThat(result.out()).contains("runs");
    }

    @Test
    void a_slug_comes_out_and_becomes_an_image_without_an_engine() throws Exception {
        Path stack = stack();
        Path source = Files.createDirectories(folder.resolve("sources/site"));
        Files.writeString(source.resolve("index.html"), "<p>hi");
        store("home/site:git-060da68f/tar", source);

        var compiled = imagebuilder(Map.of(
                "TAR_PATH", "home/site:git-060da68f/tar",
                "PUT_PATH", "home/site:git-060da68f/push",
                "DRYCC_SLUG_STACK", STACK));
        assertThat(compiled.exitCode()).as(compiled.all()).isZero();
        assertThat(compiled.out())
                .contains("Static app detected", "Done, home/site:git-060da68f/push/slug.tgz is sha256:")
                .contains("Put beside it: sbom.cdx.json and provenance.intoto.json, not signed");
        var slugDigest = compiled.out().strip().replaceFirst("(?s).* is sha256:", "");
        assertThat(read("home/site:git-060da68f/push/sbom.cdx.json")).contains("\"type\":\"file\"", slugDigest);
        assertThat(read("home/site:git-060da68f/push/provenance.intoto.json"))
                .contains("{\"name\":\"home/site:git-060da68f/push/slug.tgz\",\"digest\":{\"sha256\":\"" + slugDigest)
                .contains("drycc-stack/slug");

        var assemble = Map.of(
                "SLUG_PATH",
                "home/site:git-060da68f/push/slug.tgz",
                "IMAGE_NAME",
                registry.host() + "/site/site:git-060da68f",
                "DRYCC_SLUG_RUNNER",
                stack.toString(),
                "DOCKER_HOST",
                "unix:///nowhere");
        var assembled = imagebuilder(assemble);
        assertThat(assembled.exitCode()).as(assembled.all()).isZero();
        var digest = registry.digest("site/site", "git-060da68f").orElseThrow();
        assertThat(assembled.out()).endsWith("site:git-060da68f is " + digest + "\n");
        var image = new ImageRef(registry.host() + "/site/site@" + digest);
        var statement =
                registry.text("site/site", "blobs/" + registry.referrers(image).get("application/vnd.in-toto+json"));
        assertThat(statement)
                .as("made of that slug and that runner")
                .contains("{\"name\":\"source archive\",\"digest\":{\"sha256\":\"" + slugDigest, stack.toString());
        assertThat(imagebuilder(assemble).out()).as("the same again").endsWith(" is " + digest + "\n");
        assertThat(assembled.all()).doesNotContain(TestRegistry.LOGIN.password());

        failed(with(assemble, "SLUG_PATH", "home/nothing/slug.tgz"), 66, "there is no home/nothing/slug.tgz");
        failed(with(assemble, "SLUG_PATH", "home/site:git-060da68f/tar"), 65, "the slug cannot be used");
        failed(with(assemble, "DRYCC_SLUG_RUNNER", ""), 64, "DRYCC_SLUG_RUNNER must name");
        failed(with(assemble, "DRYCC_REGISTRY_PASSWORD", SECRET), 76, "wants another user or password");
    }

    @Test
    void add_ons_are_found_in_their_folder_and_on_the_path() throws Exception {
        Path builders = Files.createDirectories(folder.resolve("builders"));
        program(builders.resolve("drycc-builder-static"), AddonBuildersIT.example());
        program(builders.resolve("drycc-builder-mute"), "#!/bin/sh\n");
        Path site = Files.createDirectories(folder.resolve("sources/addon"));
        Files.writeString(site.resolve("index.html"), "<p>hi");
        var image = registry.host() + "/addon/addon:";

        var chosen = imagebuilder(Map.of(
                "WORKSPACE",
                site.toString(),
                "DRYCC_BUILDERS_FOLDER",
                builders.toString(),
                "DRYCC_STACK",
                "static",
                "IMAGE_NAME",
                image + "chosen"));
        var detected = imagebuilder(Map.of(
                "WORKSPACE", site.toString(),
                "PATH", builders + ":" + System.getenv("PATH"),
                "IMAGE_NAME", image + "detected"));

        for (var result : List.of(chosen, detected)) {
            assertThat(result.exitCode()).as(result.all()).isZero();
            assertThat(result.out()).contains("-----> Packing addon as a static site");
            assertThat(result.err()).contains("drycc-builder-mute");
        }
        assertThat(registry.digest("addon/addon", "chosen")).isPresent();
        assertThat(registry.digest("addon/addon", "detected")).isPresent();
        failed(Map.of("WORKSPACE", site.toString()), 65, "No Dockerfile");
        failed(Map.of("WORKSPACE", site.toString(), "DRYCC_STACK", "static"), 64, "there is no such builder");
    }

    private static void program(Path file, String script) throws Exception {
        assertThat(Files.writeString(file, script).toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        return with(settings, Map.of(name, value));
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        var changed = new HashMap<>(settings);
        changed.putAll(more);
        return changed;
    }

    /** Makes the stack of {@code stacks/slug-context} in the engine, and the tar it is saved in. */
    private static Path stack() {
        Path context = folder.resolve("stack");
        Path saved = folder.resolve("stack.tar");
        if (Files.exists(saved)) {
            return saved;
        }
        Command.of(Platform.checkout().resolve("stacks/slug-context").toString(), context.toString())
                .run()
                .ok();
        var engine = "curl -sSf --unix-socket '%s'".formatted(podman.host().getPath());
        var url = "'http://engine/v1.40/";
        Command.of(
                        "sh",
                        "-ec",
                        "tar -C '%s' -c . | %s -X POST -H 'Content-Type: application/x-tar' --data-binary @- %sbuild?t=drycc-stack/slug'"
                                .formatted(context, engine, url))
                .run()
                .ok();
        Command.of("sh", "-ec", "%s -o '%s' %simages/drycc-stack/slug/get'".formatted(engine, saved, url))
                .run()
                .ok();
        return saved;
    }

    @Test
    void the_exit_code_tells_whose_fault_it_was() {
        failed(Map.of("TAR_PATH", "home/broken:git-060da68f/tar"), 65, "NONSENSE");
        failed(Map.of("TAR_PATH", "home/nothing/tar"), 66, "there is no home/nothing/tar in the bucket builder");
        failed(Map.of("WORKSPACE", "/nowhere"), 66, "set TAR_PATH");
        failed(Map.of("TAR_PATH", "../x"), 64, "TAR_PATH is not an object key");
        failed(Map.of("TAR_PATH", "a", "DRYCC_STORAGE_ENDPOINT", "http://127.0.0.1:1"), 69, "127.0.0.1:1");
        failed(Map.of("TAR_PATH", "a", "DOCKER_HOST", "unix:///nowhere"), 69, "/nowhere");
        failed(
                Map.of("TAR_PATH", "home/hello:git-060da68f/tar", "DRYCC_REGISTRY_PASSWORD", SECRET),
                76,
                registry.host());
    }

    private static void failed(Map<String, String> env, int code, String reason) {
        var result = imagebuilder(env);
        assertThat(result.exitCode()).as(result.all()).isEqualTo(code);
        assertThat(result.err()).startsWith("imagebuilder: ").contains(reason).hasLineCount(1);
        assertThat(result.all()).doesNotContain(SECRET, "\tat ");
    }

    private static Command.Result imagebuilder(Map<String, String> settings) {
        var env = new HashMap<String, String>();
        env.put("IMAGE_NAME", registry.host() + "/hello/hello:git-060da68f");
        env.put("DRYCC_HOME", folder.resolve("home").toString());
        env.put("DOCKER_HOST", podman.host().toString());
        env.put("DRYCC_REGISTRY_HOST", registry.host());
        env.put("DRYCC_REGISTRY_USERNAME", TestRegistry.LOGIN.username());
        env.put("DRYCC_REGISTRY_PASSWORD", TestRegistry.LOGIN.password());
        env.put("DRYCC_STORAGE_ENDPOINT", s3.settings().endpoint().toString());
        env.put("DRYCC_STORAGE_ACCESSKEY", s3.settings().key().id());
        env.put("DRYCC_STORAGE_SECRETKEY", s3.settings().key().secret());
        env.putAll(settings);
        return Command.of(Platform.checkout().resolve("bin/imagebuilder").toString())
                .env(env)
                .run();
    }

    private static Path source(String name, String dockerfile) throws Exception {
        Path source = Files.createDirectories(folder.resolve("sources").resolve(name));
        Files.writeString(source.resolve("Dockerfile"), dockerfile);
        Command.of("cp", "/bin/busybox", source.resolve("busybox").toString())
                .run()
                .ok();
        return source;
    }

    private static String read(String key) {
        try (var bucket = new S3ObjectStore(s3.settings());
                var object = bucket.open(new ObjectKey(key))) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void store(String key, Path source) throws Exception {
        store(s3.settings(), key, source);
    }

    private static void store(StorageSettings place, String key, Path source) throws Exception {
        Path archive = folder.resolve("archive.tar.gz");
        Command.of("tar", "-czf", archive.toString(), "-C", source.toString(), ".")
                .run()
                .ok();
        try (var bucket = new S3ObjectStore(place)) {
            bucket.put(new ObjectKey(key), archive);
        }
    }
}
