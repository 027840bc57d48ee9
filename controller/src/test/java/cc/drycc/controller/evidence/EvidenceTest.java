package cc.drycc.controller.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushLines;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeBuilder;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of each build one can know how it came about, and that it is the platform who says so. */
@Timeout(60)
class EvidenceTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String SHA = "060da68f654e75fac06dbedd1995d5f8ad9084db";

    private final String app = "proven-" + NUMBER.incrementAndGet();
    private final String build = "/v2/apps/" + app + "/build/";

    EvidenceTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterEach
    void storageIsBack() {
        CONTROLLER.objects().away(false);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private void pushed() throws Exception {
        pushed(line -> {});
    }

    private void pushed(PushLines terminal) throws Exception {
        var files = Map.of("Dockerfile", "FROM scratch", "requirements.txt", "flask==3.0.0\n");
        CONTROLLER
                .pushes()
                .receive(
                        new PushedSource(
                                "dev", new AppName(app), "main", SHA, target -> FakeBuilder.archive(target, files)),
                        terminal);
    }

    private static String sha256(String text) throws Exception {
        return "sha256:"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode evidence() {
        return DEV.get(build).json().path("evidence");
    }

    @Test
    void a_push_has_a_bill_of_materials_and_a_statement_and_its_build_their_digests() throws Exception {
        pushed();

        var evidence = evidence();
        var sbom = DEV.get(build + "sbom");
        var envelope = DEV.get(build + "provenance/?version=v2");

        assertThat(evidence.path("builder").asString()).isEqualTo("container");
        assertThat(evidence.path("seconds").asDouble()).isPositive();
        assertThat(evidence.path("components").asInt()).isEqualTo(2);
        assertThat(sbom.status()).as(sbom.toString()).isEqualTo(200);
        assertThat(sbom.header("Content-Type")).isEqualTo("application/vnd.cyclonedx+json");
        assertThat(sbom.json().path("components").values())
                .extracting(component -> component.path("purl").asString())
                .containsExactly("pkg:deb/hello@2.10-3?arch=amd64", "pkg:pypi/flask@3.0.0");
        assertThat(evidence.path("sbom").asString()).isEqualTo(sha256(sbom.body()));
        assertThat(evidence.path("provenance").asString()).isEqualTo(sha256(envelope.body()));
    }

    @Test
    void the_statement_is_of_the_image_that_runs_and_signed_with_the_key_anybody_can_ask_for() throws Exception {
        pushed();

        var envelope = DEV.get(build + "provenance").json();
        var keys = DEV.get("/v2/signing-keys/").json();
        var payload = Base64.getDecoder().decode(envelope.path("payload").asString());
        var statement = JsonMapper.shared().readTree(payload);

        assertThat(keys.path("count").asInt()).isEqualTo(1);
        assertThat(evidence().path("key").asString())
                .isEqualTo(keys.at("/results/0/id").asString())
                .isEqualTo(envelope.at("/signatures/0/keyid").asString());
        assertThat(statement
                        .at("/predicate/buildDefinition/externalParameters/app")
                        .asString())
                .isEqualTo(app);
        assertThat(evidence().path("source").asString())
                .isEqualTo("sha256:"
                        + statement
                                .at("/predicate/buildDefinition/resolvedDependencies/1/digest/sha256")
                                .asString());
        assertThat(signed(keys.at("/results/0/public").asString(), envelope, payload))
                .isTrue();
    }

    private static boolean signed(String pem, JsonNode envelope, byte[] payload) throws Exception {
        var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        var check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        var text = new ByteArrayOutputStream();
        text.writeBytes("DSSEv1 28 application/vnd.in-toto+json %d "
                .formatted(payload.length)
                .getBytes(StandardCharsets.UTF_8));
        text.writeBytes(payload);
        check.update(text.toByteArray());
        return check.verify(
                Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asString()));
    }

    @Test
    void an_image_from_elsewhere_has_none_and_strangers_see_nothing() throws Exception {
        assertThat(DEV.get(build + "sbom").toString()).isEqualTo("404 {\"detail\":\"There is no build yet in v1.\"}");
        CONTROLLER.engine().image("shop/" + app + ":1", Map.of(), 80);
        DEV.post(build, Map.of("image", "shop/" + app + ":1"));

        assertThat(evidence().isNull()).isTrue();
        assertThat(DEV.get(build + "provenance").toString())
                .isEqualTo("404 {\"detail\":\"There is no evidence of v2: it was not built here.\"}");
        pushed();
        var stranger = CONTROLLER.register("stranger-" + app);
        assertThat(stranger.get(build + "sbom").status()).isEqualTo(404);
        assertThat(stranger.get(build + "provenance").status()).isEqualTo(404);
    }

    @Test
    void nothing_is_left_of_it_with_the_app() throws Exception {
        pushed();
        assertThat(CONTROLLER.objects().list("evidence/" + app + "/")).hasSize(2);

        assertThat(DEV.delete("/v2/apps/" + app).status()).isEqualTo(204);

        assertThat(CONTROLLER.objects().list("evidence/" + app + "/")).isEmpty();
    }

    @Test
    void nothing_is_released_without_it() throws Exception {
        assertThatThrownBy(() -> pushed(line -> CONTROLLER.objects().away(line.equals("Build complete."))))
                .isInstanceOf(PushFailed.class)
                .hasMessageContaining("storage failed")
                .hasMessageContaining("nothing was changed, try again");
        CONTROLLER.objects().away(false);

        assertThat(DEV.get("/v2/apps/" + app + "/releases/")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }
}
