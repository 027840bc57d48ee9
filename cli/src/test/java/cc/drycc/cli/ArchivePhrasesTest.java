package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code drycc builds create --archive}, word for word. */
class ArchivePhrasesTest extends LoggedIn {

    private static final String ROUTE = "POST /v2/apps/hello/build/source";

    @BeforeEach
    void aFolder() throws IOException {
        Files.createDirectories(desk.folder().resolve("site"));
        Files.writeString(desk.folder().resolve("site/Dockerfile"), "FROM scratch");
    }

    private void answers(String... records) {
        controller.on(ROUTE, CannedController.reply(200, String.join("\n", records) + "\n"));
    }

    private Desk.Said create(String... more) {
        var words = new java.util.ArrayList<>(java.util.List.of("builds", "create", "-a", "hello"));
        words.addAll(java.util.List.of(more));
        return desk.drycc(words.toArray(String[]::new));
    }

    @Test
    void it_prints_what_a_push_prints() {
        answers(
                "{\"line\": \"-----> Building Docker image\"}",
                "",
                "{\"line\": \"a\\tb \\u001b[31mred\"}",
                "{\"line\": \"\"}",
                "{\"release\": 2, \"sha\": \"060d\"}");

        var said = create("--archive", "site");

        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().replaceAll("[0-9]+ B", "N B")).isEqualTo("""
                Packing... done, 1 file, N B
                Uploading... done
                -----> Building Docker image
                a\tb ?[31mred

                """);
        assertThat(controller.lastAsked().line()).isEqualTo(ROUTE);
        assertThat(controller.lastAsked().authorization()).contains("token token-of-dev");
    }

    @Test
    void as_json_the_transcript_is_beside_the_result() {
        answers("{\"line\": \"Build complete.\"}", "{\"release\": 2, \"sha\": \"060d\"}");

        var said = create("--archive", "site", "-o", "json");

        assertThat(said.err()).isEqualTo("Build complete.\n");
        assertThat(said.out()).contains("\"release\"").doesNotContain("Build");
    }

    @Test
    void a_build_that_fails_is_an_error() {
        answers("{\"line\": \"Step 1/1\"}", "{\"error\": \"The command '/bin/false' failed\"}");

        var said = create("--archive", "site");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).endsWith("Step 1/1\n");
        assertThat(said.err()).isEqualTo("Error: The command '/bin/false' failed\n");
    }

    @Test
    void a_refusal_is_an_error() {
        controller.on(ROUTE, CannedController.reply(409, "{\"detail\": \"Another push is under way.\"}"));

        var said = create("--archive", "site");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).endsWith("Uploading... failed\n");
        assertThat(said.err()).isEqualTo("Error: Another push is under way.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"line\": \"Step 1/1\"}", "{\"line\": \"Ste"})
    void an_answer_without_its_end_is_an_error(String cut) {
        answers(cut);

        var said = create("--archive", "site");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("Error: the connection to the controller broke during the build; look with");
    }

    @Test
    void an_archive_goes_with_nothing_else() {
        assertThat(create("--archive", "site", "an-image").err()).startsWith("Error: --archive takes everything from");
        assertThat(create("--archive", "site", "-p", "Procfile").exitCode()).isEqualTo(2);
        assertThat(create().err()).startsWith("Error: give an IMAGE, or a folder with --archive\n");
        assertThat(create("--archive", "nowhere").err()).startsWith("Error: there is no folder ");
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void a_gitignore_that_nobody_reads_is_told() throws IOException {
        Files.writeString(desk.folder().resolve("site/.gitignore"), ".env");
        answers("{\"release\": 2, \"sha\": \"060d\"}");

        assertThat(create("--archive", "site").err())
                .isEqualTo(" !    WARNING: git does not know this folder: what its .gitignore names is sent, too\n");
    }
}
