package cc.drycc.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.Desk;
import cc.drycc.cli.Wire;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drycc config pull} and {@code push}: config goes to a file and comes back (seed 5.6). */
class ConfigFileTest {

    private static final String LOOK = "GET /v2/apps/hello/config/";
    private static final String CHANGE = "POST /v2/apps/hello/config/";

    private final CannedController controller = new CannedController();

    @TempDir
    private Path temporary;

    private Desk desk;
    private Path file;

    @BeforeEach
    void logIn() {
        desk = Desk.in(temporary).loggedInAt(controller.url());
        file = desk.folder().resolve(".env");
        has(Map.of("FOO", "1", "BAR", "baz"));
        controller.on(
                CHANGE,
                CannedController.reply(201, Wire.json(Wire.config(Map.of("FOO", "1"))))
                        .with("X-Drycc-Release", "4"));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private void has(Map<String, String> values) {
        controller.on(LOOK, Wire.json(Wire.config(values)));
    }

    private Desk.Said config(String... words) {
        var all = new String[words.length + 3];
        all[0] = "config";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "-a";
        all[words.length + 2] = "hello";
        return desk.drycc(all);
    }

    private void assertNothingChanged() {
        assertThat(controller.asked()).noneMatch(asked -> asked.line().startsWith("POST"));
    }

    private String sent() {
        return Json.compact(Json.parse(controller.lastAsked().body()).path("values"));
    }

    @Test
    void pull_writes_a_file_only_its_owner_reads() throws IOException {
        var said = config("pull");
        assertThat(said).isEqualTo(new Desk.Said(0, "Pulling config... done, wrote .env\n", ""));
        assertThat(file).hasContent("BAR=baz\nFOO=1\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(desk.folder()).isDirectoryNotContaining(found -> !found.equals(file));
    }

    @Test
    void pull_leaves_a_file_that_is_there_as_it_is() throws IOException {
        Files.writeString(file, "MINE=1\n");
        var said = config("pull");
        assertThat(said)
                .isEqualTo(new Desk.Said(
                        1, "", "Error: .env is there already and was left as it is; to replace it add --overwrite\n"));
        assertThat(file).hasContent("MINE=1\n");
        assertThat(config("pull", "--overwrite").exitCode()).isZero();
        assertThat(file).hasContent("BAR=baz\nFOO=1\n");
    }

    @Test
    void pull_takes_another_path_release_and_form() {
        controller.on(LOOK + "?version=v2", Wire.json(Wire.config(Map.of("OLD", "2"))));
        var said = config("pull", "--path", "old.env", "-v", "v2", "-o", "json");
        var old = desk.folder().resolve("old.env");
        assertThat(old).hasContent("OLD=2\n");
        assertThat(Json.parse(said.out()).path("path").asString()).isEqualTo(old.toString());
    }

    @Test
    void pull_to_standard_output_is_the_file_and_nothing_else() {
        assertThat(config("pull", "--path", "-")).isEqualTo(new Desk.Said(0, "BAR=baz\nFOO=1\n", ""));
        assertThat(file).doesNotExist();
    }

    @Test
    void pull_into_a_folder_that_is_not_there_says_so() {
        var said = config("pull", "--path", "none/.env");
        assertThat(said.err()).startsWith("Error: cannot write ").contains("none");
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @Test
    void push_as_in_the_guide() throws IOException {
        Files.writeString(file, "FOO=1\nBAR=baz\nTIDE=high\n");
        assertThat(config("push")).isEqualTo(new Desk.Said(0, "Creating config... done, v4\n=== hello\nFOO: 1\n", ""));
        assertThat(sent()).isEqualTo("{\"FOO\":\"1\",\"BAR\":\"baz\",\"TIDE\":\"high\"}");
    }

    @Test
    void every_value_comes_back_byte_for_byte() {
        var values = Map.of(
                "PEM", "-----BEGIN KEY-----\nMIIE=\r\n-----END KEY-----\n",
                "QUOTES", "it's \"so\" `id` $(id) ${X} \\n \\",
                "BLANKS", "  x\t ",
                "EMPTY", "",
                "OTHER", "#é😀\uFEFF\u0001\u2028",
                "a.b-c", "%s {{x}}");
        has(values);
        assertThat(config("pull").exitCode()).isZero();
        assertThat(config("push").exitCode()).isZero();
        var sent = Json.parse(controller.lastAsked().body()).path("values");
        values.forEach(
                (name, value) -> assertThat(sent.path(name).asString()).as(name).isEqualTo(value));
        assertThat(sent).hasSize(values.size());
    }

    @Test
    void push_asks_before_it_unsets_what_is_not_in_the_file() throws IOException {
        Files.writeString(file, "FOO=2\n");
        var no = desk.typing("no\n").drycc("config", "push", "-a", "hello");
        assertThat(no.exitCode()).isEqualTo(1);
        assertThat(no.err())
                .contains("These are not in the file and will be unset: BAR\n")
                .endsWith("Error: The answer is not \"yes\". Nothing was changed.\n");
        assertNothingChanged();
        assertThat(desk.typing("yes\n").drycc("config", "push", "-a", "hello").exitCode())
                .isZero();
        assertThat(sent()).isEqualTo("{\"FOO\":\"2\",\"BAR\":null}");
    }

    @Test
    void push_needs_no_question_when_told() throws IOException {
        Files.writeString(file, "FOO=2\n");
        assertThat(config("push", "--confirm=yes").exitCode()).isZero();
        assertThat(sent()).isEqualTo("{\"FOO\":\"2\",\"BAR\":null}");
        assertThat(config("push", "--merge").exitCode()).isZero();
        assertThat(sent()).isEqualTo("{\"FOO\":\"2\"}");
    }

    @Test
    void push_reads_standard_input() {
        desk.typing("FOO='a\nb'\n");
        assertThat(config("push", "--path", "-", "--merge").exitCode()).isZero();
        assertThat(sent()).isEqualTo("{\"FOO\":\"a\\nb\"}");
    }

    @Test
    void a_file_that_is_not_understood_changes_nothing() throws IOException {
        Files.writeString(file, "FOO=1\nhunter2\n");
        var said = config("push", "--confirm=yes");
        assertThat(said)
                .isEqualTo(
                        new Desk.Said(
                                1,
                                "",
                                "Error: line 2 of the file has no equals sign; it looks like NAME=value. Nothing was changed.\n"));
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_or_empty_changes_nothing() throws IOException {
        assertThat(config("push").err())
                .isEqualTo("Error: there is no file " + file + "; make it with: drycc config pull\n");
        Files.writeString(file, "# nothing\n");
        assertThat(config("push", "--merge").err())
                .isEqualTo("Error: there are no values in the file, and none to unset. Nothing was changed.\n");
        assertNothingChanged();
    }
}
