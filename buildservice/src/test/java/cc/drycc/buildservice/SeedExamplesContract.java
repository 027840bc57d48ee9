package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.buildservice.testing.Client;
import cc.drycc.buildservice.testing.TestService;
import cc.drycc.engine.Digest;
import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.TestImages;
import cc.drycc.engine.TestRegistry;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.docker.PrivateDaemon;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The requests of seed 001 as they are printed there, sent by curl to a service with a real engine and a real registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeedExamplesContract {

    /** The first request of the seed, to the letter. */
    private static final String DOCKERFILE = """
            {
            "image_name": "namespace/image",
            "username": "user",
            "password": "password",
            "email": "asdasd@gmail.com",
            "dockerfile": "FROM ubuntu:saucy\\nCMD echo \\"Hello world\\""
            }
            """;

    /** {@code postmantest.json} of the seed, to the letter. */
    private static final String BESIDE_A_TAR = """
            {
            "image_name": "namespace/image",
            "username": "user",
            "password": "password",
            "email": "asdasd@gmail.com"
            }
            """;

    @TempDir
    private static Path folder;

    private Optional<PrivateDaemon> daemon = Optional.empty();
    private Optional<Engine> engine = Optional.empty();
    private Optional<TestRegistry> registry = Optional.empty();
    private Optional<TestService> service = Optional.empty();
    private Optional<AutoCloseable> more = Optional.empty();

    abstract Optional<String> missing();

    abstract PrivateDaemon startDaemon() throws Exception;

    /** Further settings, of parts that are started now and closed at the end. */
    Map<String, String> environment(Path folder, java.util.function.Consumer<AutoCloseable> started) throws Exception {
        return Map.of();
    }

    @BeforeAll
    void start() throws Exception {
        var reason =
                missing().or(TestRegistry::missing).or(() -> missing("skopeo")).or(() -> missing("curl"));
        reason.ifPresent(why -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + why));
        Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
        daemon = Optional.of(startDaemon());
        engine = Optional.of(
                DockerEngine.connect(DockerSettings.of("seed", daemon.get().host())));
        registry = Optional.of(TestRegistry.locked(folder.resolve("registry")));
        var base = TestImages.context(
                folder.resolve("base"),
                "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n");
        images().build(TestImages.build(base, new ImageRef("ubuntu:saucy")), line -> {});
        var environment = new java.util.HashMap<>(environment(folder, part -> more = Optional.of(part)));
        environment.put("DRYCC_BUILD_REGISTRY", registry().host());
        environment.put("DRYCC_BUILD_ALLOW_ADDRESSES", "127.0.0.2");
        service = Optional.of(TestService.start(folder.resolve("service"), engine.get(), environment));
    }

    @AfterAll
    void stop() throws Exception {
        service.ifPresent(TestService::close);
        registry.ifPresent(TestRegistry::close);
        engine.ifPresent(Engine::close);
        if (more.isPresent()) {
            more.get().close();
        }
        if (daemon.isPresent()) {
            daemon.get().stop();
        }
    }

    private static Optional<String> missing(String program) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
        return there ? Optional.empty() : Optional.of(program + " is not installed");
    }

    private cc.drycc.engine.ImageStore images() {
        return engine.orElseThrow().images();
    }

    private TestRegistry registry() {
        return registry.orElseThrow();
    }

    private Client client() {
        return service.orElseThrow().client();
    }

    /** What curl prints. */
    private String curl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(arguments));
        command.add("http://127.0.0.1:" + client().port() + "/api/v1/build");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String job(String answer) {
        var id = JsonMapper.shared().readTree(answer).path("JobIdentifier").asString("");
        assertThat(id).as(answer).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        return id;
    }

    private static Path file(String name, String text) throws Exception {
        return Files.writeString(
                Files.createDirectories(folder.resolve("files")).resolve(name), text);
    }

    private static Path tarGz(String name, String greeting) throws Exception {
        var tree = Files.createDirectories(folder.resolve("trees").resolve(name));
        Files.writeString(
                tree.resolve("Dockerfile"), "FROM ubuntu:saucy\nCOPY greeting /greeting\nCMD cat /greeting\n");
        Files.writeString(tree.resolve("greeting"), greeting);
        var archive = folder.resolve(name + ".tar.gz");
        var tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", tree.toString(), ".").start();
        assertThat(tar.waitFor()).isZero();
        return archive;
    }

    private void assertPushedAndGone(String job, Set<String> namesBefore) throws Exception {
        assertThat(client().ended(job)).as(client().logs(job)).isEqualTo("Finished");
        var digest = client().get("/api/v1/" + job).json().path("Digest").asString("");
        assertThat(registry().digest("namespace/image", "latest")).contains(new Digest(digest));
        assertThat(skopeo()).contains("\"Digest\": \"" + digest + "\"");
        assertThat(names()).isEqualTo(namesBefore);
    }

    /** What somebody else sees in the registry. */
    private String skopeo() throws Exception {
        var inspect = new ProcessBuilder(
                        "skopeo",
                        "inspect",
                        "--tls-verify=false",
                        "--creds",
                        "user:password",
                        "docker://" + registry().name("namespace/image"))
                .redirectErrorStream(true)
                .start();
        return new String(inspect.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Every name in the engine. */
    private Set<String> names() {
        return images().names().stream().map(ImageRef::value).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void a_dockerfile_is_built_pushed_and_purged() throws Exception {
        var before = names();
        var seen = new ArrayList<String>();

        var job = job(curl("-d", "@" + file("request.json", DOCKERFILE)));

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    var status = client().status(job);
                    if (seen.isEmpty() || !seen.getLast().equals(status)) {
                        seen.add(status);
                    }
                    return status.matches("Finished|Failed.*");
                });
        assertThat(seen).as(client().logs(job)).containsExactly("Building", "Pushing", "Finished");
        assertPushedAndGone(job, before);
        assertThat(client().logs(job))
                .contains("Step 1/2 : FROM ubuntu:saucy\n", "Step 2/2 : CMD echo \"Hello world\"\n", "digest: sha256:")
                .doesNotContain("password", "evidence");
        var evidence = client().get("/api/v1/" + job).json().path("Evidence");
        assertThat(evidence.at("/Bases/0/Name").asString()).isEqualTo("ubuntu:saucy");
        assertThat(evidence.path("Seconds").asDouble()).isPositive();
        assertThat(client().get("/api/v1/" + job + "/sbom")
                        .json()
                        .at("/metadata/component/name")
                        .asString())
                .endsWith("namespace/image");
        assertAttached(job);
    }

    /** What the service has is in the registry too, for those who look there. */
    private void assertAttached(String job) throws Exception {
        await().until(() ->
                client().get("/api/v1/" + job).json().at("/Evidence/Attached").asBoolean(false));
        var evidence = client().get("/api/v1/" + job).json();
        var image = new ImageRef(registry().host() + "/namespace/image@"
                + evidence.path("Digest").asString());
        assertThat(registry().referrers(image))
                .containsAllEntriesOf(Map.of(
                        "application/vnd.cyclonedx+json",
                        evidence.at("/Evidence/Sbom").asString(),
                        "application/vnd.dsse.envelope.v1+json",
                        evidence.at("/Evidence/Provenance").asString()));
    }

    @Test
    void an_archive_at_a_url_without_a_scheme_is_built() throws Exception {
        var archive = Files.readAllBytes(tarGz("fetched", "from afar"));
        var host = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0), 0);
        host.createContext("/files/hello-world.tar.gz", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        host.start();
        try {
            var before = names();
            // as in the seed, where the URL has no scheme, and a tab in it
            var request = DOCKERFILE.replaceFirst(
                    "\"dockerfile\".*",
                    "\"tarUrl\": \"127.0.0.2:%d/files/hello-\tworld.tar.gz\""
                            .formatted(host.getAddress().getPort()));

            var job = job(curl("-d", "@" + file("url.json", request)));

            assertPushedAndGone(job, before);
            assertThat(client().logs(job)).contains("COPY greeting /greeting");
        } finally {
            host.stop(0);
        }
    }

    @Test
    void an_uploaded_archive_is_built() throws Exception {
        var before = names();

        var job = job(curl(
                "-F",
                "TarFile=@" + tarGz("dockertarexample", "sent along") + ";type=application/x-gzip",
                "-F",
                "Json=@" + file("postmantest.json", BESIDE_A_TAR) + ";type=application/json"));

        assertPushedAndGone(job, before);
        assertThat(service.orElseThrow().objects().list("buildservice/"))
                .as("no archive is left")
                .noneMatch(object -> object.key().value().endsWith(".tar"));
        try (var left = Files.walk(service.orElseThrow().work())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void a_wrong_password_fails_the_job_and_is_told_nowhere() throws Exception {
        var before = names();
        var request = DOCKERFILE.replace("\"password\": \"password\"", "\"password\": \"wr0ng-s3cr3t-canary\"");

        var job = job(curl("-d", request));

        assertThat(client().ended(job))
                .startsWith("Failed: unauthorized: the registry " + registry().host());
        assertThat(client().logs(job)).contains("unauthorized").doesNotContain("canary");
        assertThat(service.orElseThrow().dump()).doesNotContain("canary");
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void a_broken_dockerfile_fails_the_job_with_its_line() {
        var job = client().order(
                        "{\"image_name\": \"namespace/broken\", \"dockerfile\": \"FROM ubuntu:saucy\\nRUN exit 3\"}");

        assertThat(client().ended(job))
                .isEqualTo("Failed: Dockerfile line 2 (RUN exit 3): the command exited with code 3");
        assertThat(client().logs(job)).endsWith("the command exited with code 3\n");
    }
}
