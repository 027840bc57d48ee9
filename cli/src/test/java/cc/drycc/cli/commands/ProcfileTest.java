package cc.drycc.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code drycc pull} takes for a Procfile. */
class ProcfileTest {

    @TempDir
    private Path temporary;

    @Test
    void other_line_ends_a_byte_order_mark_and_shell_letters_are_fine() {
        assertThat(Procfile.parse("\uFEFFweb: a; rm -rf x && $(id) # : b\r\n\r\n  # no\r\nworker:c"))
                .containsExactly(Map.entry("web", "a; rm -rf x && $(id) # : b"), Map.entry("worker", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web:", "web: ", ": a", "web: a\nworker"})
    void a_line_that_is_none(String text) {
        assertThatThrownBy(() -> Procfile.parse(text))
                .isInstanceOf(CliProblem.class)
                .hasMessageStartingWith("not a Procfile line, it looks like \"web: command\": ");
    }

    @Test
    void the_same_type_twice() {
        assertThatThrownBy(() -> Procfile.parse("web: a\nweb: b"))
                .hasMessage("the Procfile has two lines for the process type web");
    }

    @Test
    void a_file_that_is_missing_or_not_text() throws IOException {
        var missing = temporary.resolve("missing");
        assertThatThrownBy(() -> Procfile.read(missing))
                .hasMessageStartingWith("cannot read " + missing + "; give a file");
        var binary = Files.write(temporary.resolve("binary"), "web: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Procfile.read(binary)).hasMessage("cannot read " + binary + ": it is not UTF-8 text");
    }
}
