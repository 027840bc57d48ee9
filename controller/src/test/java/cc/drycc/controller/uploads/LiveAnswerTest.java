package cc.drycc.controller.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveAnswerTest {

    private static final Duration SOON = Duration.ofMillis(20);

    @Test
    void silence_is_broken_by_empty_lines_until_the_end() {
        var out = new ByteArrayOutputStream();
        try (var answer = new LiveAnswer(out, SOON)) {
            answer.line("a \"b\"");
            Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).endsWith("\n\n\n"));
            answer.failed("no");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("\n*\\{\"line\":\"a \\\\\"b\\\\\"\"}\n\n\n+\\{\"error\":\"no\"}\n+");
    }

    @Test
    void a_reader_that_left_interrupts_the_work_even_in_silence() {
        var answer = new LiveAnswer(gone(), SOON);
        try (answer) {
            assertThatThrownBy(() -> Thread.sleep(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
            assertThat(answer.hasLeft()).isTrue();
            answer.line("nobody reads this");
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void after_the_end_nobody_is_interrupted() {
        var answer = new LiveAnswer(gone(), Duration.ofMinutes(1));
        answer.line("x");
        answer.close();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static OutputStream gone() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }
}
