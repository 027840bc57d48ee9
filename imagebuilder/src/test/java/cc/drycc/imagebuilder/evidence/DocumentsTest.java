package cc.drycc.imagebuilder.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Digest;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What is written, read with the tools of those who wrote the formats. */
class DocumentsTest {

    private static final UUID BUILD = UUID.fromString("b7f2c3de-3b1e-4c5c-9f5e-0b8f4f5e9a11");
    private static final ImageId IMAGE = new ImageId("sha256:" + "ab".repeat(32));
    private static final ImageRef PUSHED = new ImageRef("registry.test/acme/hello@sha256:" + "34".repeat(32));
    private static final Subject.Images SUBJECT = new Subject.Images(
            BUILD,
            new AppName("hello"),
            "c".repeat(40),
            List.of(new Subject.Made(new ImageRef("drycc/hello:git-cccccccc"), IMAGE, Optional.of(PUSHED))));
    private static final TreeSet<Component> COMPONENTS = new TreeSet<>(List.of(
            Component.of("npm", "@babel", "core", "7.0.0").orElseThrow(),
            Component.of("deb", "debian", "libc6", "2.36-9+deb12u1").orElseThrow()));
    private static final BuildFacts FACTS = new BuildFacts(
            "container",
            "1.0",
            "de".repeat(32),
            List.of(new BaseImage("debian:12", new ImageId("sha256:" + "12".repeat(32)))),
            Instant.parse("2026-11-21T10:00:00.5Z"),
            Duration.ofSeconds(3),
            2,
            COMPONENTS);

    @TempDir
    Path folder;

    @Test
    void the_bill_of_materials_is_valid_cyclonedx() throws Exception {
        var text = Sbom.write(SUBJECT, COMPONENTS, "2.3.0", Instant.parse("2026-11-21T10:00:03.7Z"));

        assertThat(new JsonParser().validate(text, Version.VERSION_16)).isEmpty();
        var bom = new JsonParser().parse(text);
        assertThat(bom.getSerialNumber()).isEqualTo("urn:uuid:" + BUILD);
        assertThat(bom.getMetadata().getComponent().getName()).isEqualTo("drycc/hello:git-cccccccc");
        assertThat(bom.getComponents())
                .extracting(component -> component.getName() + " " + component.getPurl())
                .containsExactly(
                        "libc6 pkg:deb/debian/libc6@2.36-9%2Bdeb12u1", "@babel/core pkg:npm/%40babel/core@7.0.0");
    }

    @Test
    void the_statement_names_the_image_what_went_into_it_and_who_made_it() {
        var statement = JsonMapper.shared()
                .readTree(
                        Provenance.write(SUBJECT, FACTS, "c0ffee01", "2.3.0", new Digest("sha256:" + "ef".repeat(32))));

        assertThat(statement.at("/_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/predicateType").asString()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.at("/subject/0/digest/sha256").asString()).isEqualTo("ab".repeat(32));
        assertThat(statement.at("/subject/1/name").asString()).isEqualTo("registry.test/acme/hello");
        assertThat(statement.at("/subject/1/digest/sha256").asString()).isEqualTo("34".repeat(32));
        var resolved = statement.at("/predicate/buildDefinition/resolvedDependencies");
        assertThat(resolved.at("/0/digest/gitCommit").asString()).isEqualTo("c".repeat(40));
        assertThat(resolved.at("/1/digest/sha256").asString()).isEqualTo("de".repeat(32));
        assertThat(resolved.at("/2/name").asString()).isEqualTo("debian:12");
        var run = statement.at("/predicate/runDetails");
        assertThat(run.at("/builder/id").asString()).isEqualTo("https://www.drycc.cc/workflow/builders/container");
        assertThat(run.at("/metadata/startedOn").asString()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(run.at("/metadata/finishedOn").asString()).isEqualTo("2026-11-21T10:00:03Z");
        assertThat(run.at("/byproducts/0/digest/sha256").asString()).isEqualTo("ef".repeat(32));
    }

    @Test
    void an_archive_that_was_sent_is_not_called_a_commit() {
        var sent = new Subject.Images(BUILD, new AppName("hello"), "de".repeat(20), SUBJECT.images());

        var statement = JsonMapper.shared()
                .readTree(Provenance.write(sent, FACTS, "c0ffee01", "2.3.0", new Digest("sha256:" + "ef".repeat(32))));

        assertThat(statement
                        .at("/predicate/buildDefinition/externalParameters/revision")
                        .asString())
                .isEqualTo("de".repeat(20));
        assertThat(statement
                        .at("/predicate/buildDefinition/resolvedDependencies/0/name")
                        .asString())
                .isEqualTo("source archive");
    }

    @Test
    void openssl_agrees_with_the_signature_and_not_with_that_of_another_text() throws Exception {
        var key = SigningKey.generate();
        var again = SigningKey.of(key.secret(), key.publicKey());
        var envelope = JsonMapper.shared()
                .readTree(Envelope.sign("{}".getBytes(StandardCharsets.UTF_8), "application/json", again));
        Files.writeString(folder.resolve("key.pem"), SigningKey.pem(key.publicKey()));
        Files.write(
                folder.resolve("sig"),
                Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asString()));
        assertThat(envelope.at("/signatures/0/keyid").asString()).isEqualTo(key.id());
        assertThat(Base64.getDecoder().decode(envelope.at("/payload").asString()))
                .asString()
                .isEqualTo("{}");

        assertThat(verify("DSSEv1 16 application/json 2 {}")).isZero();
        assertThat(verify("DSSEv1 16 application/json 2 []")).isNotZero();
        assertThat(again).hasToString("SigningKey[" + key.id() + "]");
    }

    @Test
    void a_key_that_openssl_made_is_read_and_what_is_none_is_not_shown() throws Exception {
        assumeThat(Path.of("/usr/bin/openssl")).as("openssl is not installed").exists();
        for (var command : List.of(
                "openssl genpkey -algorithm ed25519 -out secret.pem",
                "openssl pkey -in secret.pem -pubout -out public.pem",
                "openssl genpkey -algorithm x25519 -out other.pem")) {
            var openssl = new ProcessBuilder(command.split(" "))
                    .directory(folder.toFile())
                    .start();
            assertThat(openssl.waitFor()).isZero();
        }

        var key = SigningKey.ofPem(Files.readString(folder.resolve("secret.pem")));

        assertThat(SigningKey.pem(key.publicKey())).isEqualTo(Files.readString(folder.resolve("public.pem")));
        for (var broken : List.of(
                Files.readString(folder.resolve("public.pem")),
                Files.readString(folder.resolve("other.pem")),
                "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n",
                "hunter2",
                "")) {
            assertThatThrownBy(() -> SigningKey.ofPem(broken))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasNoCause()
                    .hasMessageMatching("not an? .* in PEM");
        }
    }

    @Test
    void a_slug_is_a_file_and_what_was_written_is_read_again_for_it_alone() throws Exception {
        var digest = new Digest("sha256:" + "56".repeat(32));
        var slug = new Subject.File(BUILD, new AppName("hello"), "", "home/hello/slug.tgz", digest);

        var documents =
                Documents.write(slug, FACTS, COMPONENTS, "imagebuilder", "2.3.0", Optional.empty(), Instant.EPOCH);

        var sbom = documents.sbom().content();
        assertThat(new JsonParser().validate(new String(sbom, StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
        assertThat(Sbom.componentsOf(sbom, digest)).isEqualTo(COMPONENTS);
        assertThat(Sbom.componentsOf(sbom, Digest.of(sbom))).isEmpty();
        assertThat(Sbom.componentsOf("{".getBytes(StandardCharsets.UTF_8), digest))
                .isEmpty();
        assertThat(documents.provenance().fileName()).isEqualTo("provenance.intoto.json");
        var statement = JsonMapper.shared().readTree(documents.provenance().content());
        assertThat(statement.path("subject").toString())
                .isEqualTo("[{\"name\":\"home/hello/slug.tgz\",\"digest\":{\"sha256\":\"%s\"}}]"
                        .formatted("56".repeat(32)));
    }

    private int verify(String signed) throws Exception {
        assumeThat(Path.of("/usr/bin/openssl")).as("openssl is not installed").exists();
        Files.writeString(folder.resolve("text"), signed);
        var openssl = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        "key.pem",
                        "-rawin",
                        "-in",
                        "text",
                        "-sigfile",
                        "sig")
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return openssl.exitValue();
    }
}
