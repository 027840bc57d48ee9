package cc.drycc.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.server.ServerProblem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The register says what the code does: its names are what is read, its defaults what holds without. */
class PlatformSettingsTest {

    /** Read, but the operator's surroundings rather than settings. */
    private static final Set<String> SURROUNDINGS = Set.of("HOME", "HOSTNAME");

    /** One value for each setting that has no default: some are only read when another is there. */
    private static final Map<String, String> SET = Map.ofEntries(
            Map.entry("DRYCC_ADMIN_USERNAME", "root"),
            Map.entry("DRYCC_ADMIN_PASSWORD", "five words that are long"),
            Map.entry("DOCKER_HOST", "unix:///run/engine.sock"),
            Map.entry("DRYCC_DATABASE_URL", "postgres://drycc:hunter2@db:5432/drycc"),
            Map.entry("DRYCC_STORAGE_ENDPOINT", "https://s3.example.com"),
            Map.entry("DRYCC_STORAGE_ACCESSKEY", "access"),
            Map.entry("DRYCC_STORAGE_SECRETKEY", "hunter2"),
            Map.entry("DRYCC_REGISTRY_HOST", "registry.example.com"),
            Map.entry("DRYCC_REGISTRY_USERNAME", "robot"),
            Map.entry("DRYCC_REGISTRY_PASSWORD", "hunter2"),
            Map.entry("DRYCC_DEPLOY_HOOK_URLS", "https://hooks.example.com/hunter2"),
            Map.entry("DRYCC_DEPLOY_HOOK_SECRET_KEY", "hunter2"),
            Map.entry("KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC", "{\"spec\":{\"hard\":{\"pods\":\"10\"}}}"),
            Map.entry("DRYCC_DEFAULT_CONFIG_TAGS", "{\"environ\": \"prod\"}"),
            Map.entry("DRYCC_NODE_LABELS", "environ=prod"));

    @TempDir
    private Path home = Path.of("/");

    private static final class Asked extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private final transient Set<String> names = new TreeSet<>();

        Asked(Map<String, String> values) {
            super(values);
        }

        @Override
        public @Nullable String get(Object name) {
            names.add(String.valueOf(name));
            return super.get(name);
        }

        @Override
        public String getOrDefault(Object name, String otherwise) {
            names.add(String.valueOf(name));
            return super.getOrDefault(name, otherwise);
        }
    }

    static Stream<Section> sections() {
        return PlatformSettings.SECTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("sections")
    void a_section_names_exactly_what_is_read(Section section) {
        var environment = new Asked(SET);
        environment.put("HOME", home.toString());

        var _ = section.reader().apply(environment);

        environment.names.removeAll(SURROUNDINGS);
        assertThat(section.settings().stream().map(Setting::name).sorted())
                .as("what %s reads", section.title())
                .containsExactlyElementsOf(environment.names);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void a_default_is_what_holds_without(Section section) {
        var without = new TreeMap<>(SET);
        without.put("HOME", home.toString());
        var with = new TreeMap<>(without);
        for (var setting : section.settings()) {
            if (!setting.otherwise().isEmpty()) {
                with.put(setting.name(), setting.otherwise().replace("~", home.toString()));
            }
        }

        assertThat(section.reader().apply(with)).isEqualTo(section.reader().apply(without));
    }

    @Test
    void nothing_set_is_fine_and_no_name_is_there_twice() {
        PlatformSettings.check(Map.of("HOME", home.toString()));

        assertThat(PlatformSettings.all().map(Setting::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "PLATFORM_DOMAIN, under_score",
        "DRYCC_HTTP_PORT, http",
        "DRYCC_SSH_PORT, 65536",
        "DRYCC_ADMIN_USERNAME, a b",
        "REGISTRATION_MODE, sometimes",
        "RESERVED_NAMES, drycc;kube",
        "DOCKER_HOST, here",
        "DRYCC_DATABASE_URL, mysql://u:hunter2@db/x",
        "DRYCC_STORAGE_ENDPOINT, hunter2",
        "DRYCC_STORAGE_BUCKET, B",
        "DRYCC_STORAGE_PATH_STYLE, perhaps",
        "STORAGE_REGION, eu west",
        "DRYCC_REGISTRY_HOST, registry",
        "DRYCC_REGISTRY_ORGANIZATION, Acme",
        "DRYCC_REGISTRY_LOCATION, elsewhere",
        "DRYCC_REGISTRY_PASSWORD_FILE, /etc/drycc/password",
        "DRYCC_REGISTRY_PASSWORD_COMMAND, /usr/bin/login",
        "DRYCC_BUILD_SERVICE, perhaps",
        "DRYCC_BUILD_TIMEOUT, 15m",
        "DRYCC_BUILD_MEMORY_LIMIT, -1",
        "DRYCC_BUILD_PIDS_LIMIT, 0",
        "DRYCC_BUILD_DISK_LIMIT, 16G",
        "DRYCC_BUILD_LOG_LIMIT, 1e9",
        "DRYCC_BUILDAH_ISOLATION, none",
        "DRYCC_BUILDKIT_ADDR, here",
        "BUILDKIT_HOST, here",
        "DRYCC_BUILDPACK_BUILDER, Acme/Builder",
        "DRYCC_BUILDPACK_RUN_IMAGE, Acme/Run",
        "DRYCC_SLUG_STACK, Acme/Stack",
        "DRYCC_SLUG_RUNNER, Acme/Runner",
        "DRYCC_SLUG_LIMIT, 500M",
        "DRYCC_DEPLOY_BATCHES, 0",
        "DRYCC_DEPLOY_TIMEOUT, soon",
        "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS, -1",
        "DRYCC_DEPLOY_HOOK_URLS, ftp://hunter2",
        "DRYCC_AUTOSCALE_PERIOD, 0",
        "DRYCC_AUTOSCALE_UP_AFTER, 1.5",
        "DRYCC_AUTOSCALE_DOWN_AFTER, 99999999",
        "DRYCC_NODE_LABELS, prod",
        "DRYCC_CLOUD_METADATA, sometimes",
        "DRYCC_DEPLOY_REJECT_IF_PROCFILE_MISSING, maybe",
        "DRYCC_DEPLOY_PROCFILE_MISSING_REMOVE, 1",
        "IMAGE_PULL_POLICY, Never",
        "DRYCC_QUOTA_APPS_PER_USER, many",
        "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC, 10",
        "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC, pods",
        "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC, '{\"spec\":{\"hard\":{\"cpu\":\"10\"}}}'",
        "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC, '{\"spec\":{\"hard\":{\"pods\":\"ten\"}}}'",
        "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC, '{\"spec\":{\"hard\":{\"pods\":\"1\"},\"scopes\":[]}}'",
        "DRYCC_DEFAULT_CONFIG_TAGS, '{\"role\": \"worker\"}'",
        "DRYCC_DEFAULT_CONFIG_TAGS, '{\"role\": [\"worker\"]}'",
        "DRYCC_DEFAULT_CONFIG_TAGS, '[\"role\"]'",
        "DRYCC_DEFAULT_CONFIG_TAGS, role=worker"
    })
    void a_value_that_cannot_be_is_named_with_its_rule_and_an_example(String name, String value) {
        var environment = new TreeMap<>(SET);
        environment.put("HOME", home.toString());
        environment.put(name, value);

        assertThatThrownBy(() -> PlatformSettings.check(environment))
                .isInstanceOf(ServerProblem.class)
                .message()
                .contains(name)
                .containsPattern(" must be | is no ")
                .containsPattern("for example |such as | or ")
                .hasLineCount(1)
                .doesNotContain("hunter2");
    }

    @Test
    void every_setting_that_can_be_wrong_is_tried_above() throws NoSuchMethodException {
        var tried = Stream.of(PlatformSettingsTest.class
                        .getDeclaredMethod(
                                "a_value_that_cannot_be_is_named_with_its_rule_and_an_example",
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(row -> row.split(",", 2)[0])
                .collect(Collectors.toSet());
        // any text will do for these
        tried.addAll(Set.of(
                "DEBUG",
                "DRYCC_HOME",
                "DRYCC_BUILDCTL",
                "DRYCC_ADMIN_PASSWORD",
                "DRYCC_STORAGE_ACCESSKEY",
                "DRYCC_STORAGE_SECRETKEY",
                "DRYCC_REGISTRY_USERNAME",
                "DRYCC_REGISTRY_PASSWORD",
                "DRYCC_DEPLOY_HOOK_SECRET_KEY"));

        assertThat(PlatformSettings.all().map(Setting::name)).containsExactlyInAnyOrderElementsOf(tried);
    }

    @Test
    void what_looks_misspelt_is_told_with_the_setting_it_may_mean() {
        assertThat(Misspelt.warnings(Map.of(
                        "DRYCC_DEPLOY_BATCH", "hunter2",
                        "RESERVED_NAME", "x",
                        "REGISTRATION_MODE", "enabled",
                        "DRYCC_PROFILE", "production",
                        "DRYCC_APP", "hello",
                        "PATH", "/bin",
                        "HOME", "/root")))
                .containsExactly(
                        "DRYCC_DEPLOY_BATCH is no setting and does nothing; did you mean DRYCC_DEPLOY_BATCHES?",
                        "RESERVED_NAME is no setting and does nothing; did you mean RESERVED_NAMES?");
    }

    @Test
    void secrets_are_masked_wherever_settings_are_shown() {
        var shown = InForce.of(SET);

        assertThat(shown.getProperty("DRYCC_ADMIN_USERNAME")).isEqualTo("root");
        assertThat(shown.getProperty("DRYCC_STORAGE_SECRETKEY")).isEqualTo("********");
        assertThat(shown.values().toString()).doesNotContain("hunter2", "five words");
    }
}
