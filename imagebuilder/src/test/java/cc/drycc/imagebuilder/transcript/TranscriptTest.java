package cc.drycc.imagebuilder.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptTest {

    private final List<String> lines = new ArrayList<>();
    private final Transcript transcript = new Transcript(lines::add, Redaction.of(List.of("s3cr3t")), 1000);

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("plain\ttext é 文", "plain\ttext é 文"),
                arguments("\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m"),
                arguments("\u001b]0;title\u0007after", "after"),
                arguments("\u001b]0;title\u001b\\after", "after"),
                arguments("\u001b[2Jclear\u001b[H", "clear"),
                arguments("\u001bcreset", "reset"),
                arguments("bell\u0007 back\u0008", "bell back"),
                arguments("\u0001]0;sly\u0007", "]0;sly"),
                arguments("\u009b2Jc1", "2Jc1"),
                arguments("10%\r20%\r30%", "30%"),
                arguments("trailing\r", "trailing"),
                arguments("unfinished\u001b", "unfinished"),
                arguments("\u001b[31;\u001b[2Jtwice", "31;twice"),
                arguments("my s3cr3t", "my *****"),
                arguments("", ""));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void lets_only_text_and_colours_through(String in, String out) {
        transcript.line(in);

        assertThat(lines).containsExactly(out);
    }

    @Test
    void cuts_a_line_without_end() {
        new Transcript(lines::add, Redaction.NONE, 1 << 20).line("x".repeat(100_000));

        assertThat(lines.getFirst()).hasSize(Transcript.MAX_LINE + 1).endsWith("…");
    }

    @Test
    void says_once_that_the_log_is_cut() {
        for (int i = 0; i < 100; i++) {
            transcript.line("0123456789".repeat(5));
        }

        assertThat(lines).hasSize(20);
        assertThat(lines.getLast()).contains("the rest is not shown");
    }
}
