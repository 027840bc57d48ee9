package cc.drycc.imagebuilder.referrers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttachToImageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05.6Z");
    private static final byte[] CONTENT = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<Attachment> SBOM =
            List.of(new Attachment("sbom.cdx.json", "application/vnd.cyclonedx+json", Map.of("of", "hello"), CONTENT));

    @Test
    void a_registry_that_lists_referrers_gets_artifacts_and_no_tag() throws Exception {
        try (var registry = new FakeRegistry(true)) {
            var image = registry.image(Optional.of(FakeRegistry.LOGIN));

            AttachToImage.attach(image, SBOM, NOW);

            assertThat(registry.text("blobs/" + FakeRegistry.digest(CONTENT))).contains("CycloneDX");
            assertThat(registry.text("blobs/sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"))
                    .isEqualTo("{}");
            assertThat(registry.stored).doesNotContainKey("/v2/acme/hello/manifests/" + image.tag());
            assertThat(registry.asked)
                    .anySatisfy(request ->
                            assertThat(request).startsWith("GET /token?scope=repository%3Aacme%2Fhello%3Apull%2Cpush"));
        }
    }

    @Test
    void an_older_registry_gets_a_list_that_keeps_what_others_put_there() throws Exception {
        try (var registry = new FakeRegistry(false)) {
            var image = registry.image(Optional.of(FakeRegistry.LOGIN));
            var theirs = """
                    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",
                     "manifests":[{"digest":"sha256:1","annotations":{"a":"b"},"of":"somebody"}]}""";
            registry.stored.put("/v2/acme/hello/manifests/" + image.tag(), theirs.getBytes(StandardCharsets.UTF_8));

            AttachToImage.attach(image, SBOM, NOW);

            var listed = json(registry, "manifests/" + image.tag()).path("manifests");
            assertThat(listed.size()).isEqualTo(2);
            assertThat(listed.path(0).toString())
                    .isEqualTo("{\"digest\":\"sha256:1\",\"annotations\":{\"a\":\"b\"},\"of\":\"somebody\"}");
            assertThat(listed.path(1).path("artifactType").asString()).isEqualTo("application/vnd.cyclonedx+json");
            assertThat(listed.path(1).path("annotations").toString())
                    .isEqualTo("{\"org.opencontainers.image.created\":\"2026-11-21T03:04:05Z\",\"of\":\"hello\"}");
            var manifest =
                    json(registry, "manifests/" + listed.path(1).path("digest").asString());
            assertThat(manifest.path("subject").path("digest").asString())
                    .isEqualTo(image.digest().value());
            assertThat(manifest.path("subject").path("mediaType").asString())
                    .isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
            assertThat(manifest.path("subject").path("size").asInt()).isEqualTo(19);
            assertThat(manifest.path("layers").path(0).path("digest").asString())
                    .isEqualTo(FakeRegistry.digest(CONTENT));
        }
    }

    @Test
    void something_else_under_that_tag_is_left_alone() throws Exception {
        try (var registry = new FakeRegistry(false)) {
            var image = registry.image(Optional.of(FakeRegistry.LOGIN));
            registry.stored.put("/v2/acme/hello/manifests/" + image.tag(), "[]".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> AttachToImage.attach(image, SBOM, NOW))
                    .isInstanceOf(NotAttached.class)
                    .hasMessage("%s/acme/hello:%s is no list of referrers", registry.host(), image.tag());
            assertThat(registry.text("manifests/" + image.tag())).isEqualTo("[]");
        }
    }

    @Test
    void a_wrong_password_is_said_so_and_not_shown() throws Exception {
        try (var registry = new FakeRegistry(true)) {
            var image = registry.image(Optional.of(new RegistryLogin("robot", "wr0ng")));

            assertThatThrownBy(() -> AttachToImage.attach(image, SBOM, NOW))
                    .isInstanceOf(NotAttached.class)
                    .hasMessage("the registry %s wants another user or password", registry.host());
        }
    }

    @Test
    void a_registry_that_is_away_or_lost_the_image_is_said_so() throws Exception {
        var registry = new FakeRegistry(true);
        var image = registry.image(Optional.of(FakeRegistry.LOGIN));
        registry.stored.clear();

        assertThatThrownBy(() -> AttachToImage.attach(image, SBOM, NOW))
                .isInstanceOf(NotAttached.class)
                .hasMessageStartingWith(
                        "the registry %s answered GET /v2/acme/hello/manifests/sha256:", registry.host())
                .hasMessageEndingWith(" with 404");
        registry.close();
        assertThatThrownBy(() -> AttachToImage.attach(image, SBOM, NOW))
                .isInstanceOf(NotAttached.class)
                .hasMessageStartingWith("the registry %s does not answer", registry.host());
    }

    @Test
    void no_registry_leads_to_what_tells_a_machine_about_itself() throws Exception {
        try (var registry = new FakeRegistry(true)) {
            registry.tokensAt = "http://169.254.169.254/latest";

            assertThatThrownBy(() -> AttachToImage.attach(registry.image(Optional.of(FakeRegistry.LOGIN)), SBOM, NOW))
                    .isInstanceOf(NotAttached.class)
                    .hasMessage("the registry %s names a server that is none of a registry's", registry.host());
        }
    }

    @Test
    void tls_is_wanted_unless_the_operator_said_otherwise() throws Exception {
        try (var registry = new FakeRegistry(true)) {
            var image = registry.image(Optional.of(FakeRegistry.LOGIN));
            var careful =
                    new Subject(image.host(), image.repository(), image.digest(), image.login(), Security.VERIFIED);

            assertThatThrownBy(() -> AttachToImage.attach(careful, SBOM, NOW)).isInstanceOf(NotAttached.class);
            assertThat(registry.asked).isEmpty();
        }
    }

    @Test
    void an_image_is_named_by_its_digest() {
        var digest = "sha256:" + "a".repeat(64);
        var subject = Subject.of(new ImageRef("r.test:5000/acme/hello@" + digest), Optional.empty(), Security.VERIFIED);

        assertThat(subject.host()).isEqualTo("r.test:5000");
        assertThat(subject.repository()).isEqualTo("acme/hello");
        assertThat(subject.tag()).isEqualTo("sha256-" + "a".repeat(64));
        for (var name : List.of("acme/hello", "docker.io/acme/hello")) {
            var there = Subject.of(new ImageRef(name + "@" + digest), Optional.empty(), Security.VERIFIED);
            assertThat(there.host() + " " + there.repository()).isEqualTo("docker.io acme/hello");
        }
        assertThat(Subject.of(new ImageRef("hello@" + digest), Optional.empty(), Security.VERIFIED)
                        .repository())
                .isEqualTo("library/hello");
        assertThatThrownBy(() -> Subject.of(new ImageRef("r.test/acme/hello:v1"), Optional.empty(), Security.VERIFIED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode json(FakeRegistry registry, String path) {
        return JsonMapper.shared().readTree(registry.text(path));
    }
}
