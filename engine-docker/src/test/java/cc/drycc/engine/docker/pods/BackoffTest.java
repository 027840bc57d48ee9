package cc.drycc.engine.docker.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    private List<Long> seconds(int crashes) {
        return Stream.generate(() -> backoff.after(Duration.ZERO).toSeconds())
                .limit(crashes)
                .toList();
    }

    @Test
    void pauses_double_from_a_second_to_five_minutes() {
        assertThat(seconds(11)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void ten_minutes_up_start_over() {
        seconds(8);

        assertThat(backoff.after(Duration.ofMinutes(10)).toSeconds()).isEqualTo(1);
        assertThat(seconds(2)).containsExactly(2L, 4L);
    }
}
