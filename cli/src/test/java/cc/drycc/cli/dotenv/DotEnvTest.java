package cc.drycc.cli.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CliProblem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line of a .env file means (rows E03 and E12 of the bad inputs), and that nothing is lost on the way. */
class DotEnvTest {

    /** Pieces that have a meaning to some reader of such files. */
    private static final String[] PIECES = {
        "a",
        "=",
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "#",
        " #",
        "'",
        "\"",
        "\\",
        "\\n",
        "\\r",
        "$",
        "${X}",
        "$(id)",
        "`id`",
        "%s",
        "{{x}}",
        "export ",
        "\uFEFF",
        "é",
        "😀",
        "\u0001",
        "\u001b[31m",
        "\u0085",
        "\u2028",
        "&",
        "|",
        ";",
        "~",
        "!",
    };

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "A=1|1",
                "A=|~~",
                "A=''|~~",
                "A=\"\"|~~",
                "export A=1|1",
                "  export\tA=1|1",
                "  A=  1  2  |1  2",
                "A=1;B=2|1;B=2",
                "A=a=b=c==|a=b=c==",
                "A=#fff|#fff",
                "A=a#b|a#b",
                "A='a # b'|a # b",
                "A='a' # a comment|a",
                "A=\"a\"# a comment|a",
                "A=it's \"so\"|it's \"so\"",
                "A='$HOME `id` \\n \"'|$HOME `id` \\n \"",
                "A=\"$HOME ${X} $(id) %s\"|$HOME ${X} $(id) %s",
                "A=\"\\$HOME \\`id\\` \\\" \\\\ '\"|$HOME `id` \" \\ '",
                "A=$HOME\\n`id`|$HOME\\n`id`",
            })
    void a_line_and_its_value(String line, String value) {
        assertThat(DotEnv.parse(line)).containsExactly(Map.entry("A", value));
        assertThat(DotEnv.parse("# before\n\n" + line + "\nB=2\n"))
                .containsExactly(Map.entry("A", value), Map.entry("B", "2"));
        assertThat(DotEnv.parse(line + "\r\nB=2\r\n")).containsExactly(Map.entry("A", value), Map.entry("B", "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A | has no equals sign; it looks like NAME=value",
                "export A | has no equals sign; it looks like NAME=value",
                "=hunter2 | has no name before the equals sign; it looks like NAME=value",
                "export =hunter2 | has no name before the equals sign; it looks like NAME=value",
                "A B=hunter2 | has a name with other characters than letters, digits, underscore, dot and hyphen",
                "A =hunter2 | has a name with other characters than letters, digits, underscore, dot and hyphen",
                "é=hunter2 | has a name with other characters than letters, digits, underscore, dot and hyphen",
                "'A'=hunter2 | has a name with other characters than letters, digits, underscore, dot and hyphen",
                "A=hunter2 # it | has a # after a blank in A: put the value in quotes, and a comment on a line of its own or after them",
                "A='hunter2 | begins the value of A with a quote that is never closed",
                "A=\"hunter2 | begins the value of A with a quote that is never closed",
                "A=\"hunter2\\\" | begins the value of A with a quote that is never closed",
                "A='hunter2'x | goes on after the closing quote of A; put the whole value in quotes",
                "A=\"hunter2\" x | goes on after the closing quote of A; put the whole value in quotes",
                "A=\"hunter2\\q\" | has a backslash in A that means nothing; write \\\\ for a backslash, or use single quotes",
            })
    void what_is_unclear_is_refused_by_its_line(String line, String message) {
        assertThatThrownBy(() -> DotEnv.parse("# first\nOK='two\nlines'\n" + line + "\n"))
                .isInstanceOf(CliProblem.class)
                .hasMessage("line 4 of the file " + message + ". Nothing was changed.");
    }

    @Test
    void a_name_that_comes_twice_is_refused() {
        assertThatThrownBy(() -> DotEnv.parse("A=1\nB='x\ny'\nA=hunter2\n"))
                .isInstanceOf(CliProblem.class)
                .hasMessage("lines 1 and 4 of the file both set A; keep one of them");
    }

    @Test
    void a_byte_order_mark_does_not_belong_to_the_first_name() {
        assertThat(DotEnv.parse("\uFEFFA=1\n")).containsExactly(Map.entry("A", "1"));
    }

    @Test
    void a_line_end_in_quotes_is_that_of_the_text_not_of_the_file() {
        assertThat(DotEnv.parse("A='x\r\ny'\r\nB=\"x\\r\r\ny\"\r\n"))
                .containsExactly(Map.entry("A", "x\ny"), Map.entry("B", "x\r\ny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\n", " \t\r\n", "# A=1", "  # A=1\n"})
    void nothing_is_no_value(String text) {
        assertThat(DotEnv.parse(text)).isEmpty();
    }

    @Test
    void what_needs_no_quotes_has_none() {
        var values = new LinkedHashMap<String, String>();
        values.put("FOO", "1");
        values.put("URL", "https://example.com:5432/db");
        values.put("EMPTY", "");
        values.put("TITLE", "two words");
        values.put("NAME", "it's");
        assertThat(DotEnv.format(values))
                .isEqualTo("FOO=1\nURL=https://example.com:5432/db\nEMPTY=\nTITLE='two words'\nNAME=\"it's\"\n");
    }

    @Test
    void any_value_comes_back_as_it_went() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var values = new LinkedHashMap<String, String>();
            for (int i = 0; i < 4; i++) {
                values.put("K-" + i + "._", randomValue(random));
            }
            assertThat(DotEnv.parse(DotEnv.format(values)))
                    .as("seed %d, round %d", seed, round)
                    .containsExactlyEntriesOf(values);
        }
    }

    private static String randomValue(Random random) {
        var value = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    /** Only a carriage return is written in a way that a shell does not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "it's \"so\" $HOME `id` \\n \\",
                "$(touch x) ; touch x & # no comment",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE=\n-----END RSA PRIVATE KEY-----",
                "~/é😀",
            })
    void a_shell_reads_the_same(String value) throws Exception {
        var file = temporary.resolve(".env");
        EnvFile.write(file, Map.of("KEY", value));
        var shell = new ProcessBuilder("sh", "-c", ". \"$1\"; printf %s \"$KEY\"", "sh", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void bytes_that_are_no_text_are_refused_instead_of_changed() throws Exception {
        byte[] latin = "A=caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        var file = Files.write(temporary.resolve("latin"), latin);
        assertThatThrownBy(() -> EnvFile.read(file))
                .isInstanceOf(CliProblem.class)
                .hasMessage("cannot read " + file
                        + ": it is not UTF-8 text; encode such values first, with base64 for example");
        assertThatThrownBy(() -> EnvFile.read(new ByteArrayInputStream(latin)))
                .isInstanceOf(CliProblem.class)
                .hasMessageStartingWith("cannot read standard input: it is not UTF-8 text");
    }
}
