package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.BuildEvidence;
import cc.drycc.api.BuildInfo;
import cc.drycc.api.Listing;
import cc.drycc.api.ReleaseChange;
import cc.drycc.api.ReleaseComparison;
import cc.drycc.api.ReleaseCondition;
import cc.drycc.api.ReleaseInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code drycc releases} and {@code drycc builds} ask for and say. */
class ReleasePhrasesTest extends LoggedIn {

    private static final Instant TIME = Instant.parse("2023-12-08T02:25:00Z");
    private static final UUID ID = UUID.fromString("58176cf1-37a8-4c52-9b27-4c7a47269dfb");

    @Test
    void the_list_is_filtered_by_process_types() {
        controller.on(
                "GET /v2/apps/hello/releases/?ptypes=web%2Cworker",
                Wire.json(new Listing<>(1, null, null, List.of(Wire.release(2, "succeed", "dev deployed 060da68")))));
        controller.on(
                "GET /v2/apps/hello/releases/?limit=3&ptypes=web",
                Wire.json(new Listing<>(1, null, null, List.of(Wire.release(2, "succeed", "dev deployed 060da68")))));

        var expected = """
                OWNER    STATE      VERSION    CREATED                 SUMMARY
                dev      succeed    v2         2023-12-08T02:25:00Z    dev deployed 060da68
                """;
        says(expected, "releases", "list", "web", "worker", "-a", "hello");
        says(expected, "releases", "list", "web", "-l", "3", "-a", "hello");
    }

    @Test
    void a_release_says_what_became_of_its_deploys() {
        var conditions = List.of(
                new ReleaseCondition("failed", "pipeline", List.of("web", "worker"), "web: exit code 1", TIME),
                new ReleaseCondition("succeed", "pipeline", List.of("web"), null, TIME));
        var release = new ReleaseInfo(
                ID,
                "hello",
                "dev",
                "failed",
                3,
                ID,
                ID,
                "dev added A",
                "web: exit code 1\nno \u001b[31mtable",
                conditions,
                List.of("web", "worker"),
                true,
                TIME,
                TIME);
        controller.on("GET /v2/apps/hello/releases/v3/", Wire.json(release));

        assertThat(desk.drycc("releases", "info", "v3", "-a", "hello").out()).endsWith("""
                Version:    v3
                Ptypes:     web, worker
                Exception:  web: exit code 1
                            no ?[31mtable
                Conditions:
                  - created:    2023-12-08T02:25:00Z
                    state:      failed
                    action:     pipeline
                    ptypes:     web, worker
                    exception:  web: exit code 1
                  - created:    2023-12-08T02:25:00Z
                    state:      succeed
                    action:     pipeline
                    ptypes:     web
                    exception:  <none>
                """);
    }

    @Test
    void two_releases_are_compared() {
        var changes = List.of(
                new ReleaseChange("build", "image", null, null, "changed", "drycc/hello:git-1", "drycc/hello:git-2"),
                new ReleaseChange("values", "TOKEN", "global", null, "added", null, null),
                new ReleaseChange("values", "SEED", "dice", null, "deleted", null, null),
                new ReleaseChange("limits", "web", null, "web", "added", null, "std1.large.c1m1"));
        controller.on("GET /v2/apps/hello/releases/v3/diff/", Wire.json(new ReleaseComparison("hello", 2, 3, changes)));
        controller.on(
                "GET /v2/apps/hello/releases/v5/diff/?with=v4",
                Wire.json(new ReleaseComparison("hello", 4, 5, List.of())));

        says("""
                === hello v2 -> v3
                CHANGE     AREA      NAME           FROM                 TO
                changed    build     image          drycc/hello:git-1    drycc/hello:git-2
                added      values    TOKEN
                deleted    values    SEED (dice)
                added      limits    web                                 std1.large.c1m1
                """, "releases", "diff", "v3", "-a", "hello");
        says("=== hello v4 -> v5\nNo differences.\n", "releases:diff", "4", "v5", "-a", "hello");
    }

    @Test
    void a_build_of_an_older_release() {
        controller.on("GET /v2/apps/hello/build/?version=v2", Wire.json(Wire.build("drycc/hello:git-060da68")));

        for (var words : List.of("builds info v2 -a hello", "builds info -v 2 -a hello", "builds -v v2 -a hello")) {
            assertThat(desk.drycc(words.split(" ")).out()).contains("Image:      drycc/hello:git-060da68\n");
        }
    }

    @Test
    void process_types_are_printed_or_saved() throws IOException {
        build(Map.of("web", "serve", "worker", "work"));

        says("---\n# Source: Procfile\nweb: serve\nworker: work\n", "builds", "fetch", "-a", "hello");
        assertThat(desk.folder()).isEmptyDirectory();
        says("done\n", "builds", "fetch", "--save", "-p", "Procfile.old", "-a", "hello");
        assertThat(desk.folder().resolve("Procfile.old")).hasContent("web: serve\nworker: work\n");

        Files.writeString(desk.folder().resolve("Procfile"), "mine");
        var refused = desk.typing("no\n").drycc("builds", "fetch", "--save", "-a", "hello");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Procfile is there already", "Nothing was changed.");
        assertThat(desk.folder().resolve("Procfile")).hasContent("mine");
        says("done\n", "builds", "fetch", "--save", "--confirm=yes", "-a", "hello");
        assertThat(desk.folder().resolve("Procfile")).hasContent("web: serve\nworker: work\n");
    }

    @Test
    void the_pushed_source_is_saved_whole_or_not_at_all() throws IOException {
        build(Map.of());
        controller.on("GET /v2/apps/hello/build/source", "an archive");

        says("Fetching the source... done, wrote hello-060da68.tar.gz\n", "builds", "fetch", "--source", "-a", "hello");
        assertThat(desk.folder().resolve("hello-060da68.tar.gz")).hasContent("an archive");
        controller.on(
                "GET /v2/apps/hello/build/source",
                CannedController.reply(200, "a zip").with("Content-Type", "application/zip"));
        says("Fetching the source... done, wrote hello-060da68.zip\n", "builds", "fetch", "--source", "-a", "hello");
        says("Fetching the source... done, wrote x.tgz\n", "builds", "fetch", "--source=x.tgz", "-a", "hello");

        controller.on(
                "GET /v2/apps/hello/build/source",
                CannedController.reply(404, "{\"detail\": \"v2 was made from the image x\"}"));
        var refused = desk.drycc("builds", "fetch", "--source=y.tgz", "-a", "hello");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("v2 was made from the image x");
        try (var files = Files.list(desk.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("hello-060da68.tar.gz", "hello-060da68.zip", "x.tgz");
        }
    }

    @Test
    void the_evidence_of_a_build_is_shown_and_saved() {
        var evidence = new BuildEvidence(
                "container",
                "0.1.0",
                "sha256:5e",
                List.of(new BuildEvidence.Base("debian:12", "sha256:ba")),
                12.34,
                3,
                120,
                "sha256:5b",
                "sha256:9f",
                "0123456789abcdef0123");
        build(Map.of(), evidence);
        controller.on("GET /v2/apps/hello/build/sbom", "{}");
        controller.on("GET /v2/apps/hello/build/provenance", "{}");

        assertThat(desk.drycc("builds", "info", "-a", "hello").out()).endsWith("""
                Builder:    container 0.1.0
                Source:     sha256:5e
                Base:       debian:12 (sha256:ba)
                Duration:   12.3 s, 3 steps from the cache
                Packages:   120, see drycc builds fetch --sbom
                Signed by:  0123456789abcdef, see drycc builds fetch --provenance
                """);
        says("Fetching the sbom... done, wrote b.json\n", "builds", "fetch", "--sbom=b.json", "-a", "hello");
        says(
                "Fetching the provenance... done, wrote hello-060da68.provenance.dsse.json\n",
                "builds",
                "fetch",
                "--provenance",
                "-a",
                "hello");
    }

    private void build(Map<String, String> procfile) {
        build(procfile, null);
    }

    private void build(Map<String, String> procfile, @Nullable BuildEvidence evidence) {
        controller.on(
                "GET /v2/apps/hello/build/",
                Wire.json(new BuildInfo(
                        ID,
                        "hello",
                        "dev",
                        "container",
                        "drycc/hello",
                        "060da68f65",
                        procfile,
                        Map.of(),
                        "",
                        "",
                        evidence,
                        TIME,
                        TIME)));
    }
}
