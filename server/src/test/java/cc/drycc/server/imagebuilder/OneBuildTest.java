package cc.drycc.server.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneBuildTest {

    private static final Map<String, String> ENOUGH =
            Map.of("IMAGE_NAME", "registry.test:5000/hello/hello:git-060da68f");

    private static final Map<String, String> BUCKET = Map.of(
            "DRYCC_STORAGE_ENDPOINT", "http://s3.test:9000",
            "DRYCC_STORAGE_ACCESSKEY", "key",
            "DRYCC_STORAGE_SECRETKEY", "a-secret-of-the-bucket");

    @Test
    void reads_what_the_reference_gives() {
        var asked = OneBuild.from(with(
                BUCKET,
                Map.of(
                        "TAR_PATH", "home/hello:git-060da68f/tar",
                        "SOURCE_VERSION", "060da68f654e75fac06dbedd1995d5f8ad9084db",
                        "PATH", "/bin",
                        "DRYCC_BUILDERS_FOLDER", "/srv/builders",
                        "DRYCC_EVIDENCE", "true",
                        "DRYCC_EVIDENCE_KEY", "/srv/key.pem",
                        "PORT", "8000",
                        "GREETING", "hello")));

        assertThat(asked.job().app()).hasToString("hello");
        assertThat(asked.job().archive()).hasToString("home/hello:git-060da68f/tar");
        assertThat(asked.job().sha()).startsWith("060da68f");
        assertThat(asked.job().config()).containsOnlyKeys("PORT", "GREETING");
        assertThat(asked.storage()).isPresent();
        assertThat(asked.commit()).startsWith("060da68f");
        assertThat(OneBuild.from(ENOUGH).commit()).isEmpty();
    }

    @Test
    void a_folder_needs_no_bucket() {
        var asked = OneBuild.from(with(BUCKET, Map.of("WORKSPACE", "/src")));

        assertThat(asked.storage()).isEmpty();
        assertThat(asked.folder()).isEqualTo(Path.of("/src"));
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE_NAME, '', IMAGE_NAME must say",
        "IMAGE_NAME, UPPER CASE, IMAGE_NAME is no name",
        "IMAGE_NAME, registry.test/abc, DRYCC_APP must name the app",
        "DRYCC_APP, -x, DRYCC_APP must name the app",
        "TAR_PATH, home/hello, DRYCC_STORAGE_ENDPOINT must say where TAR_PATH lies",
        "SOURCE_VERSION, 060da68f, SOURCE_VERSION must be",
        "DRYCC_REGISTRY_LOCATION, moon, DRYCC_REGISTRY_LOCATION must be",
        "DRYCC_REGISTRY_USERNAME, me, belong together",
        "DRYCC_BUILD_TIMEOUT, soon, DRYCC_BUILD_TIMEOUT must be",
    })
    void names_the_setting_that_is_wrong(String name, String value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneBuild.from(with(Map.of(name, value))))
                .withMessageContaining(reason);
    }

    @Test
    void a_slug_goes_into_the_bucket_and_needs_no_image() {
        var asked = SourceToSlug.from(
                        without(with(BUCKET, Map.of("PUT_PATH", "home/hello/push", "A", "b")), "IMAGE_NAME"))
                .orElseThrow();

        assertThat(asked.key()).hasToString("home/hello/push/slug.tgz");
        assertThat(asked.asked().job().config()).containsOnlyKeys("A");
        assertThat(SourceToSlug.from(with(BUCKET))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceToSlug.from(with(Map.of("PUT_PATH", "home/hello/push"))))
                .withMessageContaining("DRYCC_STORAGE_ENDPOINT must say where PUT_PATH lies");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceToSlug.from(with(BUCKET, Map.of("PUT_PATH", "../x"))))
                .withMessageStartingWith("PUT_PATH is ");
    }

    @ParameterizedTest
    @CsvSource({
        "DRYCC_SLUG_RUNNER, '', DRYCC_SLUG_RUNNER must name",
        "DRYCC_SLUG_RUNNER, UPPER CASE, DRYCC_SLUG_RUNNER must name",
        "IMAGE_NAME, '', IMAGE_NAME must say",
    })
    void a_slug_alone_needs_a_runner_and_a_name(String name, String value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlugToImage.from(with(
                        Map.of("SLUG_PATH", "/slug.tgz", "DRYCC_SLUG_RUNNER", "/runner.tar"), Map.of(name, value))))
                .withMessageContaining(reason);
        assertThat(SlugToImage.from(with(Map.of()))).isEmpty();
    }

    private static Map<String, String> without(Map<String, String> env, String name) {
        var less = new HashMap<>(env);
        less.remove(name);
        return less;
    }

    @Test
    void images_named_by_the_alias_go_to_the_registry_behind_it() {
        var registry = OneBuild.from(with(Map.of(
                        "DRYCC_REGISTRY_HOST", "registry.test:5000",
                        "DRYCC_REGISTRY_PROXY_HOST", "127.0.0.1:5555",
                        "DRYCC_REGISTRY_USERNAME", "me",
                        "DRYCC_REGISTRY_PASSWORD", "secret")))
                .registry();

        var push = registry.push(new ImageRef("127.0.0.1:5555/hello/hello:v1"));

        assertThat(push.target()).hasToString("registry.test:5000/hello/hello:v1");
        assertThat(push.login()).isPresent();
        assertThat(push.security()).isEqualTo(Security.UNVERIFIED);
    }

    @Test
    void the_password_only_goes_to_its_registry() {
        var registry = OneBuild.from(with(Map.of(
                        "DRYCC_REGISTRY_HOST", "registry.test:5000",
                        "DRYCC_REGISTRY_LOCATION", "off-cluster",
                        "DRYCC_REGISTRY_USERNAME", "me",
                        "DRYCC_REGISTRY_PASSWORD", "secret")))
                .registry();

        assertThat(registry.push(new ImageRef("evil.test/hello/hello:v1")).login())
                .isEmpty();
        assertThat(registry.push(new ImageRef("registry.test:50001/hello/hello:v1"))
                        .login())
                .isEmpty();
        assertThat(registry.push(new ImageRef("registry.test:5000/hello/hello:v1"))
                        .security())
                .isEqualTo(Security.VERIFIED);
    }

    @SafeVarargs
    private static Map<String, String> with(Map<String, String>... more) {
        var env = new HashMap<>(ENOUGH);
        for (var each : more) {
            env.putAll(each);
        }
        return env;
    }
}
