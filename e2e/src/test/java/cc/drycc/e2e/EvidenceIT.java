package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How a pushed app was built, as its developer can check it with the commands of docs/evidence.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceIT {

    private Repository repository;

    @BeforeAll
    void an_app_serves() {
        repository = SharedPlatform.somebody().app("well-proven");
        repository.commit("requirements.txt", "flask==3.0.0\n");
        repository.push().ok();
    }

    private Path folder() {
        return repository.folder();
    }

    @Test
    void the_build_tells_how_it_came_about() {
        var info = repository.drycc("builds", "info").ok().out();

        assertThat(info)
                .containsPattern("Builder: +container")
                .containsPattern("Source: +sha256:[0-9a-f]{64}")
                .containsPattern("Duration: +[0-9.]+ s, [0-9]+ steps from the cache")
                .containsPattern("Packages: +1, see drycc builds fetch --sbom");
    }

    @Test
    void the_source_is_the_one_whose_digest_is_noted() {
        repository
                .drycc("builds", "fetch", "--source=" + folder().resolve("source.tar.gz"))
                .ok();
        var sum =
                Command.of("sha256sum", "source.tar.gz").in(folder()).run().ok().out();

        assertThat(repository.drycc("builds", "info").ok().out()).contains("sha256:" + sum.substring(0, 64));
    }

    @Test
    void the_bill_of_materials_names_what_the_source_pins() throws Exception {
        repository
                .drycc("builds", "fetch", "--sbom=" + folder().resolve("sbom.json"))
                .ok();

        assertThat(Files.readString(folder().resolve("sbom.json")))
                .contains("\"bomFormat\":\"CycloneDX\"", "pkg:pypi/flask@3.0.0");
    }

    @Test
    void the_signature_is_checked_as_the_docs_say() throws Exception {
        repository
                .drycc("builds", "fetch", "--provenance=" + folder().resolve("p.json"))
                .ok();
        var profile = Files.readString(repository.person().home().resolve(".drycc/client.json"));
        var token = Pattern.compile("\"token\" *: *\"([^\"]+)\"").matcher(profile);
        assertThat(token.find()).isTrue();
        var checked = Command.of("sh", "-c", """
                        set -e
                        curl -sSf -H "Authorization: token $TOKEN" "$CONTROLLER/v2/signing-keys/" | jq -r '.results[0].public' > key.pem
                        jq -r .payload p.json | base64 -d > statement.json
                        jq -r '.signatures[0].sig' p.json | base64 -d > sig
                        { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < statement.json)"; cat statement.json; } > signed
                        openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile sig
                        jq -r '.subject[0].digest.sha256' statement.json
                        """)
                .in(folder())
                .env("TOKEN", token.group(1))
                .env("CONTROLLER", SharedPlatform.get().controller())
                .run()
                .ok()
                .out();
        var running = Command.of(
                        "podman",
                        "--url",
                        SharedPlatform.get().engineUrl(),
                        "images",
                        "--no-trunc",
                        "--format",
                        "{{.ID}} {{.Repository}}")
                .run()
                .ok()
                .out();

        assertThat(checked).contains("Signature Verified Successfully");
        assertThat(running).containsPattern(checked.lines().toList().getLast() + " .*well-proven");
    }
}
