package cc.drycc.imagebuilder.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cc.drycc.engine.BuildFailed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Dockerfile is read, and what is none (bad-inputs D01, D02, D09). */
class DockerfileTest {

    @Test
    void joins_lines_over_comments_and_blanks_and_counts_them() throws Exception {
        var file = Dockerfile.parse("""
                # syntax=docker/dockerfile:1
                # comment

                from alpine:3 AS base
                RUN a && \\
                  # why
                    b \\

                    c
                COPY --chown=1:1 --from=base x y
                """);

        assertThat(file.instructions())
                .containsExactly(
                        new Instruction(4, "FROM", List.of(), List.of("alpine:3", "AS", "base")),
                        new Instruction(5, "RUN", List.of(), List.of("a", "&&", "b", "c")),
                        new Instruction(10, "COPY", List.of("--chown=1:1", "--from=base"), List.of("x", "y")));
    }

    @Test
    void reads_crlf_line_ends() throws Exception {
        assertThat(Dockerfile.parse("from a\r\nrun b \\\r\n c\r\n").instructions())
                .as("D02 CRLF, lower case")
                .containsExactly(
                        new Instruction(1, "FROM", List.of(), List.of("a")),
                        new Instruction(2, "RUN", List.of(), List.of("b", "c")));
    }

    @Test
    void follows_an_escape_directive_on_the_first_line() throws Exception {
        assertThat(Dockerfile.parse("# escape=`\nFROM a\nRUN b `\n c\nRUN d \\\n")
                        .instructions())
                .extracting(Instruction::words)
                .containsExactly(List.of("a"), List.of("b", "c"), List.of("d", "\\"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARG A=1\nFROM a",
                "FROM a\nRUN echo $((1<<3)) <<<x",
                "FROM a\nRUN echo '<<EOF'",
                "# escape=\\\nFROM a",
                "FROM a\nLABEL x=y\\\\z",
                "FROM a\nRUN x \\",
                "FROM a\nHEALTHCHECK --interval=5m CMD x"
            })
    void accepts(String text) throws Exception {
        assertThat(Dockerfile.parse(text).instructions()).isNotEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("D01 empty", "", "The Dockerfile is empty"),
                arguments("D01 blank", " \n\t\n", "The Dockerfile is empty"),
                arguments("D01 no FROM", "# only\n", "has no FROM"),
                arguments("D01 no FROM but ARG", "ARG A=1", "has no FROM"),
                arguments("D01 FROM comes late", "RUN x\nFROM a", "line 1: FROM must come before RUN"),
                arguments("D01 unknown", "FROM a\n\nRUNN x", "line 3: unknown instruction RUNN"),
                arguments(
                        "D01 unknown behind a long line",
                        "FROM a\nRUN x \\\n  y\nhello",
                        "line 4: unknown instruction HELLO"),
                arguments(
                        "D01 control character",
                        "FROM a\n\u001b[2J x",
                        "line 2: the line starts or ends with an invisible"),
                arguments("D01 here-document", "FROM a\nRUN <<EOF\nFROM evil\nEOF", "line 2: here-documents"),
                arguments("D01 here-document of COPY", "FROM a\nCOPY <<-\"E\" /x\nE", "line 2: here-documents"),
                arguments("D09 two escapes", "FROM a\nRUN x \\\\\nFROM evil", "line 2: two \\ at the end"),
                arguments(
                        "D09 escape and em space",
                        "FROM a\nRUN x \\\u2003\nFROM evil",
                        "line 2: the line starts or ends with an invisible"),
                arguments(
                        "D09 escape and CR",
                        "FROM a\nRUN x \\\r\r\nFROM evil",
                        "line 2: the line starts or ends with an invisible"),
                arguments(
                        "D09 escape and no-break space",
                        "FROM a\nRUN x \\\n\u00a0\nFROM evil",
                        "line 3: the line starts or ends with an invisible"),
                arguments(
                        "D09 escape in the second line",
                        "#x\n# escape=`\nFROM a",
                        "line 2: the escape directive must be the first line"),
                arguments(
                        "D09 escape behind a blank",
                        " # escape=`\nFROM a",
                        "line 1: the escape directive must be the first line"),
                arguments(
                        "D09 escape of a letter",
                        "# escape=x\nFROM a",
                        "line 1: the escape directive must be the first line"),
                arguments("D09 frontend", "# syntax=evil/frontend:1\nFROM a", "line 1: a syntax of one's own"),
                arguments(
                        "D09 frontend in capitals",
                        "#SYNTAX = evil.test/docker/dockerfile\nFROM a",
                        "line 1: a syntax of one's own"),
                arguments(
                        "D12 quoted flag",
                        "FROM a\nCOPY --from=\"b\" x y",
                        "line 2: write the flags of COPY without quotes"),
                arguments(
                        "D12 escaped flag",
                        "FROM a\nCOPY --fr\\om=b x y",
                        "line 2: write the flags of COPY without quotes"),
                arguments(
                        "D12 flag behind a no-break space",
                        "FROM a\nCOPY --chown=1\u00a0--from=b x y",
                        "line 2: write the flags of COPY without"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void says_which_line_is_wrong(String row, String text, String reason) {
        assertThatThrownBy(() -> Dockerfile.parse(text))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n", "\u001b");
    }
}
