package cc.drycc.imagebuilder.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    private static final String HOST = "DRYCC_REGISTRY_HOST";

    @Test
    void without_a_host_images_stay_in_the_engine() {
        assertThat(RegistrySettings.from(Map.of())).isEmpty();
        assertThat(RegistrySettings.from(Map.of("DRYCC_REGISTRY_LOCATION", "on-cluster")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example.com, , VERIFIED",
        "registry.example.com:5000, off-cluster, VERIFIED",
        "registry.example.com, on-cluster, UNVERIFIED",
        "127.0.0.1:5000, off-cluster, UNVERIFIED",
        "localhost, , UNVERIFIED",
        "localhost.example.com, , VERIFIED",
        "10.0.0.1:5000, , VERIFIED"
    })
    void the_connection_is_checked_unless_it_stays_here_or_somebody_says_so(
            String host, String location, Security security) {
        var env = new HashMap<>(Map.of(HOST, host));
        if (location != null) {
            env.put("DRYCC_REGISTRY_LOCATION", location);
        }

        assertThat(RegistrySettings.from(env).orElseThrow().security()).isEqualTo(security);
    }

    @Test
    void images_are_called_after_the_app_in_the_organization() {
        var own = RegistrySettings.from(Map.of(HOST, "quay.io", "DRYCC_REGISTRY_ORGANIZATION", "acme/apps"))
                .orElseThrow();
        var usual = RegistrySettings.from(Map.of(HOST, "quay.io")).orElseThrow();

        assertThat(own.nameOf(new ImageRef("drycc-1a2b/hello:git-060da68f-worker")))
                .isEqualTo(new ImageRef("quay.io/acme/apps/hello:git-060da68f-worker"));
        assertThat(usual.nameOf(new ImageRef("drycc/hello:git-060da68f")))
                .isEqualTo(new ImageRef("quay.io/drycc/hello:git-060da68f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "https://quay.io", "quay.io/acme", "quay.io:port", "--quay.io"})
    void a_host_is_a_host(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistrySettings.from(Map.of(HOST, host)))
                .withMessageStartingWith("DRYCC_REGISTRY_HOST must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "/acme", "acme/", "a b", "acme:x", "../x"})
    void an_organization_is_the_beginning_of_a_name(String organization) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RegistrySettings.from(Map.of(HOST, "quay.io", "DRYCC_REGISTRY_ORGANIZATION", organization)))
                .withMessageStartingWith("DRYCC_REGISTRY_ORGANIZATION must be");
    }

    @Test
    void a_user_has_one_password_and_a_password_a_user() {
        refused(Map.of(HOST, "quay.io", "DRYCC_REGISTRY_USERNAME", "u"), "belong together");
        refused(Map.of(HOST, "quay.io", "DRYCC_REGISTRY_PASSWORD", "s3cr3t"), "belong together");
        refused(
                Map.of(
                        HOST,
                        "quay.io",
                        "DRYCC_REGISTRY_USERNAME",
                        "u",
                        "DRYCC_REGISTRY_PASSWORD",
                        "s3cr3t",
                        "DRYCC_REGISTRY_PASSWORD_FILE",
                        "/x"),
                "must be the only one");
        refused(Map.of("DRYCC_REGISTRY_LOCATION", "off-cluster"), "DRYCC_REGISTRY_HOST must say which");
        refused(Map.of("DRYCC_REGISTRY_LOCATION", "elsewhere"), "on-cluster or off-cluster");
    }

    private static void refused(Map<String, String> env, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistrySettings.from(env))
                .withMessageContaining(words)
                .withMessageNotContaining("s3cr3t");
    }

    @Test
    void nobody_reads_the_password_in_a_log() {
        var settings = RegistrySettings.from(
                Map.of(HOST, "quay.io", "DRYCC_REGISTRY_USERNAME", "user", "DRYCC_REGISTRY_PASSWORD", "s3cr3t"));

        assertThat(settings.toString()).contains("quay.io", "user").doesNotContain("s3cr3t");
    }
}
