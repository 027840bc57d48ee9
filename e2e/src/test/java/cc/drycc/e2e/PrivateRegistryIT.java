package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.CuttingProxy;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import cc.drycc.engine.TestRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose images go to a real registry with a password, over a connection that breaks when it is told to. */
class PrivateRegistryIT {

    private static final String WRONG = "yesterdays-token-nobody-may-see";

    @TempDir
    static Path folder;

    private static TestRegistry registry;
    private static CuttingProxy proxy;
    private static Platform platform;
    private static Person person;

    @BeforeAll
    static void start() throws Exception {
        var missing = TestRegistry.missing()
                .or(() -> Files.isExecutable(Path.of("/usr/bin/skopeo"))
                        ? Optional.empty()
                        : Optional.of("skopeo is not installed"));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        registry = TestRegistry.locked(folder.resolve("registry"));
        proxy = CuttingProxy.to(registry.host());
        password(TestRegistry.CANARY.password());
        platform = Platform.start(Map.of(
                "DRYCC_REGISTRY_HOST", proxy.host(),
                "DRYCC_REGISTRY_ORGANIZATION", "acme/apps",
                "DRYCC_REGISTRY_USERNAME", TestRegistry.CANARY.username(),
                "DRYCC_REGISTRY_PASSWORD_FILE", folder.resolve("password").toString()));
        person = Person.register(platform, "dev");
    }

    @AfterAll
    static void stop() throws Exception {
        if (platform != null) {
            platform.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @AfterEach
    void all_is_well_again() throws IOException {
        proxy.heal();
        password(TestRegistry.CANARY.password());
    }

    private static void password(String password) throws IOException {
        Files.writeString(folder.resolve("password"), password + "\n");
    }

    @Test
    void an_image_lands_there_and_comes_back_when_the_engine_has_lost_it() throws Exception {
        var app = person.app("far-harbour");

        var push = app.push().ok();

        assertThat(push.err()).contains("remote: -----> Pushing image to private registry");
        var recorded = recorded(app);
        var digest = registry.digest("acme/apps/far-harbour", tag(app)).orElseThrow();
        assertThat(recorded).isEqualTo("%s/acme/apps/far-harbour@%s".formatted(proxy.host(), digest));
        assertThat(skopeo("inspect", "--format={{.Digest}} {{index .Labels \"cc.drycc.sha\"}}", recorded))
                .isEqualTo(digest + " " + app.head());
        assertThat(skopeo("inspect", "--format={{.Digest}}", recorded.replaceFirst("@.*", ":" + tag(app))))
                .isEqualTo(digest.value());

        app.drycc("scale", "web=0").ok();
        var lost = imageIds(app);
        assertThat(lost).hasSize(1);
        loseImages(app);
        app.drycc("scale", "web=1").ok();

        assertThat(imageIds(app)).isEqualTo(lost);
        assertThat(app.version()).isEqualTo("1\n200");
        assertThat(engine(
                        "run",
                        "--rm",
                        "--ulimit=nofile=999:999",
                        "--ulimit=nproc=999:999",
                        recorded,
                        "cat",
                        "/www/version"))
                .isEqualTo("1");
    }

    @Test
    void evidence_is_attached_to_the_image_as_the_docs_say() throws Exception {
        var app = person.app("proven-cargo");
        app.commit("requirements.txt", "flask==3.0.0\n");
        app.push().ok();
        app.drycc("builds", "fetch", "--sbom=" + app.folder().resolve("sbom")).ok();
        app.drycc("builds", "fetch", "--provenance=" + app.folder().resolve("p"))
                .ok();
        app.commit("version", "2");
        app.push().ok();

        for (var image : List.of(recorded(app, "v2"), recorded(app, "v3"))) {
            var listed = Command.of("sh", "-euc", """
                            repository=${IMAGE%@*} list=$(echo "${IMAGE#*@}" | tr : -)
                            skopeo inspect $OPTIONS --raw "docker://$repository:$list" >list.json
                            for type in application/vnd.cyclonedx+json application/vnd.dsse.envelope.v1+json; do
                              artifact=$(jq -r --arg type $type '.manifests[] | select(.artifactType == $type).digest' list.json)
                              skopeo inspect $OPTIONS --raw "docker://$repository@$artifact" >artifact.json
                              jq -r .subject.digest artifact.json
                              curl -sSf -u "$LOGIN" -o "${type#*.}" \
                                "http://${repository%%/*}/v2/${repository#*/}/blobs/$(jq -r '.layers[0].digest' artifact.json)"
                            done
                            """)
                    .in(app.folder())
                    .env("IMAGE", image)
                    .env("OPTIONS", "--tls-verify=false --authfile=" + logins())
                    .env("LOGIN", TestRegistry.CANARY.username() + ":" + TestRegistry.CANARY.password())
                    .run()
                    .ok();
            var digest = image.substring(image.indexOf('@') + 1);
            assertThat(listed.out().lines()).containsExactly(digest, digest);
            if (image.equals(recorded(app, "v2"))) {
                assertThat(app.folder().resolve("cyclonedx+json"))
                        .hasSameBinaryContentAs(app.folder().resolve("sbom"));
                assertThat(app.folder().resolve("dsse.envelope.v1+json"))
                        .hasSameBinaryContentAs(app.folder().resolve("p"));
            }
        }
    }

    @Test
    void a_run_of_a_lost_image_fetches_it_too() throws IOException {
        var app = person.app("near-harbour");
        app.push().ok();
        app.drycc("scale", "web=0").ok();
        loseImages(app);

        assertThat(app.drycc("run", "--", "cat /www/version").ok().out()).contains("1");
    }

    @Test
    void a_registry_that_is_away_fails_the_push_and_no_running_app() throws Exception {
        var app = person.app("quiet-outage");
        app.push().ok();
        registry.kill();
        try {
            var push = refused(app, "2");

            assertThat(push.err())
                    .contains("the registry " + proxy.host() + " cannot be reached or broke off")
                    .contains("trying again in 1 s", "trying again in 4 s")
                    .contains("nothing was changed, try again later");
            app.drycc("scale", "web=2").ok();
            assertThat(app.version()).isEqualTo("1\n200");
        } finally {
            registry.startAgain();
        }
        worksAgain(app, "2");
    }

    @Test
    void a_connection_that_breaks_in_the_middle_of_an_image_fails_the_push() {
        var app = person.app("broken-wire");
        app.write("more", new BigInteger(2_000_000, new Random(1)).toString(36)); // a layer nobody has sent yet
        app.write("Dockerfile", Repository.DOCKERFILE.replace("COPY version", "COPY more /www/more\nCOPY version"));
        proxy.cutAfter(100_000);

        var push = refused(app, "1");

        assertThat(proxy.cuts()).as("connections cut").isGreaterThan(1);
        assertThat(push.err())
                .contains("the registry " + proxy.host() + " cannot be reached or broke off")
                .contains("nothing was changed, try again later");
        proxy.heal();
        worksAgain(app, "2");
    }

    @Test
    void a_password_of_yesterday_fails_the_push_and_a_new_one_works_without_a_restart() throws IOException {
        var app = person.app("stale-token");
        password(WRONG);

        var push = refused(app, "1");

        assertThat(push.err())
                .contains("unauthorized: the registry %s does not let these credentials push".formatted(proxy.host()))
                .contains("the platform's operator has to look at it")
                .doesNotContain("trying again", WRONG);
        Files.delete(folder.resolve("password"));
        assertThat(refused(app, "2").err())
                .contains("DRYCC_REGISTRY_PASSWORD_FILE cannot be read")
                .doesNotContain(folder.toString());
        password(TestRegistry.CANARY.password());
        worksAgain(app, "3");
        assertThat(Files.readString(platform.home().resolve("logs/server.log"))).doesNotContain(WRONG);
    }

    @Test
    void a_base_image_comes_from_there_for_the_app_it_is_of_and_for_no_other() throws IOException {
        var app = person.app("base-harbour");
        app.push().ok();
        var base = "%s/acme/apps/base-harbour:%s".formatted(proxy.host(), tag(app));
        app.drycc("scale", "web=0").ok();
        loseImages(app);
        var dockerfile = "FROM %s\nCOPY version /www/version\n".formatted(base);
        app.write("Dockerfile", dockerfile);
        app.commit("version", "2");

        assertThat(app.push().ok().err()).contains("Pulling " + base);

        app.drycc("scale", "web=1").ok();
        assertThat(app.version()).isEqualTo("2\n200");
        assertThat(engine("images", "--format", "{{.Repository}}")).doesNotContain("acme/apps/base-harbour");
        var other = person.app("other-harbour");
        other.write("Dockerfile", dockerfile);
        assertThat(refused(other, "2").err()).contains("unauthorized", "is the image of another app");
        assertThat(Files.readString(platform.home().resolve("logs/server.log")))
                .doesNotContain(TestRegistry.CANARY.password());
    }

    @Test
    void an_image_that_cannot_come_back_is_said_so_and_comes_when_it_can() throws Exception {
        var app = person.app("lost-cargo");
        app.push().ok();
        app.drycc("scale", "web=0").ok();
        loseImages(app);
        registry.kill();
        try {
            var scale = app.drycc("scale", "web=1");

            assertThat(scale.exitCode()).isNotZero();
            assertThat(scale.err()).contains("the image of v2 is no longer in the engine's store and cannot be pulled");
        } finally {
            registry.startAgain();
        }
        app.drycc("scale", "web=1").ok();
        assertThat(app.version()).isEqualTo("1\n200");
    }

    private static Command.Result refused(Repository app, String version) {
        var releases = app.drycc("releases").ok().out();
        app.commit("version", version);
        long begin = System.nanoTime();
        var push = app.push();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(2));
        assertThat(push.exitCode()).as(push.all()).isNotZero();
        assertThat(push.err()).contains("[remote rejected] master -> master").doesNotContain("\tat ");
        assertThat(app.drycc("releases").ok().out()).isEqualTo(releases);
        assertThat(platform.home().resolve("work/builds")).isEmptyDirectory();
        assertThat(platform.home().resolve("work/archives"))
                .isDirectoryNotContaining(file -> !file.endsWith("uploads"));
        return push;
    }

    private static void worksAgain(Repository app, String version) {
        app.commit("version", version);
        app.push().ok();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(app.version()).isEqualTo(version + "\n200"));
    }

    private static String recorded(Repository app, String... version) {
        var lines = app.drycc(Stream.concat(Stream.of("builds", "info"), Stream.of(version))
                        .toArray(String[]::new))
                .ok()
                .out()
                .lines();
        return lines.filter(line -> line.startsWith("Registry:"))
                .map(line -> line.replaceFirst("Registry:\\s*", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String tag(Repository app) {
        return "git-" + app.head().substring(0, 8);
    }

    private static String skopeo(String verb, String format, String image) throws IOException {
        return Command.of("skopeo", verb, "--tls-verify=false", "--authfile=" + logins(), format, "docker://" + image)
                .run()
                .ok()
                .out()
                .strip();
    }

    private static Path logins() throws IOException {
        var login = TestRegistry.CANARY.username() + ":" + TestRegistry.CANARY.password();
        return Files.writeString(
                folder.resolve("logins.json"),
                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                        .formatted(
                                proxy.host(),
                                Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> imageIds(Repository app) {
        var out = engine("images", "--quiet", "--no-trunc", "--filter", "label=cc.drycc.app=" + app.app());
        return out.lines().distinct().toList();
    }

    /** As {@code podman image prune --all} would, once its pods are gone. */
    private static void loseImages(Repository app) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            imageIds(app).forEach(id -> engine("rmi", "--force", id));
            assertThat(imageIds(app)).isEmpty();
        });
    }

    private static String engine(String... arguments) {
        return Command.of("podman", "--url", platform.engineUrl())
                .with(arguments)
                .run()
                .ok()
                .out()
                .strip();
    }
}
