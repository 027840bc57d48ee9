package cc.drycc.buildservice;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.evidence.SigningKeys;
import cc.drycc.buildservice.testing.Client;
import cc.drycc.buildservice.testing.FakeBuilds;
import cc.drycc.buildservice.testing.TestSeal;
import cc.drycc.buildservice.testing.TestService;
import cc.drycc.storage.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of each job one can know how its image came about, and that it is the service who says so. */
class EvidenceTest {

    private static final String ORDER = "{\"image_name\": \"ns/hello:1\", \"dockerfile\": \"FROM scratch\"}";

    @TempDir
    private Path folder;

    private final FakeBuilds builds = new FakeBuilds();
    private Optional<TestService> service = Optional.empty();

    private Client start(Map<String, String> environment) throws Exception {
        service = Optional.of(TestService.start(folder, builds.images(), builds, environment));
        return service.get().client();
    }

    private TestService service() {
        return service.orElseThrow();
    }

    @AfterEach
    void stop() {
        service.ifPresent(TestService::close);
    }

    private static String sha256(String text) throws Exception {
        return "sha256:"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_finished_job_has_a_bill_of_materials_and_a_signed_statement() throws Exception {
        var client = start(Map.of());
        var job = client.order(ORDER);
        assertThat(client.ended(job)).isEqualTo("Finished");

        var evidence = client.get("/api/v1/" + job).json().path("Evidence");
        var sbom = client.get("/api/v1/" + job + "/sbom");
        var envelope = client.get("/api/v1/" + job + "/provenance");

        assertThat(sbom.headers()).containsEntry("Content-Type", "application/vnd.cyclonedx+json");
        assertThat(sbom.json().path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(evidence.path("Sbom").asString()).isEqualTo(sha256(sbom.body()));
        assertThat(evidence.path("Provenance").asString()).isEqualTo(sha256(envelope.body()));
        assertThat(evidence.path("Builder").asString()).isEqualTo("container");
        assertThat(evidence.path("Source").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(evidence.path("Seconds").asDouble()).isPositive();

        var statement =
                Base64.getDecoder().decode(envelope.json().path("payload").asString());
        var keys = client.get("/api/v1/signing-keys").json().path("Keys");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(evidence.path("Key").asString())
                .isEqualTo(keys.path(0).path("Id").asString());
        assertThat(signed(keys.path(0).path("Public").asString(), envelope.json(), statement))
                .isTrue();
        var said = JsonMapper.shared().readTree(statement);
        assertThat(said.at("/subject/1").toString())
                .isEqualTo("{\"name\":\"ns/hello\",\"digest\":{\"sha256\":\"%s\"}}".formatted("d".repeat(64)));
        assertThat(said.at("/predicate/buildDefinition/resolvedDependencies").toString())
                .isEqualTo("[{\"name\":\"source archive\",\"digest\":{\"sha256\":\"%s\"}}]"
                        .formatted(evidence.path("Source").asString().substring(7)));
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
    void the_same_source_has_the_same_digest_and_the_key_outlives_the_service() throws Exception {
        var client = start(Map.of());
        var first = client.order(ORDER);
        client.ended(first);
        service().restart();
        client = service().client();
        var second = client.order(ORDER);
        client.ended(second);

        for (var member : List.of("Source", "Key")) {
            assertThat(client.get("/api/v1/" + second).json().path("Evidence").path(member))
                    .isEqualTo(client.get("/api/v1/" + first)
                            .json()
                            .path("Evidence")
                            .path(member));
        }
    }

    @Test
    void a_registry_that_takes_no_referrers_fails_no_job() throws Exception {
        var client = start(Map.of("DRYCC_BUILD_REFERRERS", "true", "DRYCC_BUILD_REGISTRY", "127.0.0.1:1"));

        var job = client.order(ORDER);

        assertThat(client.ended(job)).isEqualTo("Finished");
        org.awaitility.Awaitility.await()
                .until(() -> client.logs(job)
                        .contains(" !     The evidence is not attached in the registry (the service has it):"
                                + " the registry 127.0.0.1:1 does not answer\n"));
        assertThat(client.ended(job)).isEqualTo("Finished");
        assertThat(client.get("/api/v1/" + job + "/sbom").status()).isEqualTo(200);
        assertThat(client.get("/api/v1/" + job).json().path("Evidence").has("Attached"))
                .isFalse();
    }

    @Test
    void a_job_that_failed_has_none_and_that_of_others_is_not_to_be_seen() throws Exception {
        var client = start(Map.of("DRYCC_BUILD_TOKENS", "a=0123456789abcdef,b=fedcba9876543210"));
        String[] ours = {"Authorization", "token 0123456789abcdef"};
        String[] theirs = {"Authorization", "token fedcba9876543210"};
        var job = client.order(ORDER, ours);
        var failed = client.order(ORDER.replace("FROM scratch", "FROM scratch\\n# fail no"), ours);
        org.awaitility.Awaitility.await()
                .until(() -> client.status(job, ours).equals("Finished")
                        && client.status(failed, ours).startsWith("Failed"));

        assertThat(client.get("/api/v1/" + job + "/sbom", ours).status()).isEqualTo(200);
        assertThat(client.get("/api/v1/" + job + "/sbom", theirs).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/" + job + "/provenance", theirs).status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/" + job + "/sbom").status()).isEqualTo(401);
        assertThat(client.get("/api/v1/" + failed + "/sbom", ours).error())
                .isEqualTo("There is no evidence of this job.");
        assertThat(client.get("/api/v1/" + failed, ours).json().has("Evidence")).isFalse();
    }

    @Test
    void a_forgotten_job_leaves_none() throws Exception {
        var client = start(Map.of());
        var job = client.order(ORDER);
        client.ended(job);
        assertThat(service().objects().list("buildservice/evidence/" + job + "/"))
                .hasSize(2);
        var sql = service().sql();

        new JobEvidence(
                        sql,
                        service().objects(),
                        builds.images(),
                        new SigningKeys(sql, new TestSeal()),
                        "test",
                        "2.3.0")
                .forget(List.of(UUID.fromString(job)));

        assertThat(service().objects().head(new ObjectKey("buildservice/evidence/" + job + "/sbom.cdx.json")))
                .isEmpty();
    }
}
