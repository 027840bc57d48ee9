package cc.drycc.controller.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.drycc.controller.settings.ScalingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @ParameterizedTest(name = "min {0} max {1} target {2}: {3} pods use {4} %, rescaled {5} s ago: {6}")
    @CsvSource({
        // desired = ceil(current × value ÷ target)
        "1, 10, 50,  2, 100, 600,  4",
        "1, 10, 50,  4,  20, 600,  2",
        "1, 10, 50,  3,  60, 600,  4",
        "1, 10, 50,  1,  56, 600,  2",
        "1, 10, 75,  4,   0, 600,  1",
        // within a tenth nothing changes
        "1, 10, 50,  4,  55, 600,  4",
        "1, 10, 50,  4,  45, 600,  4",
        "1, 10, 50,  4,  50, 600,  4",
        "1, 10, 50,  4,  55.1, 600, 5",
        "1, 20, 50, 10,  44.9, 600, 9",
        // minimum and maximum
        "3,  8, 75,  4, 900, 600,  8",
        "3,  8, 75,  4,   1, 600,  3",
        "3,  8, 75,  8, 900, 600,  8",
        "1, 1000, 1, 900, 100000, 600, 1000",
        // outside of them it goes there at once
        "3,  8, 75,  1,  75,   0,  3",
        "3,  8, 75,  9,  75,   0,  8",
        // up after three minutes, down after five
        "1, 10, 50,  2, 100, 179,  2",
        "1, 10, 50,  2, 100, 180,  4",
        "1, 10, 50,  4,  10, 180,  4",
        "1, 10, 50,  4,  10, 299,  4",
        "1, 10, 50,  4,  10, 300,  1",
        // what a person switched off stays off
        "1, 10, 50,  0, 100, 600,  0",
        "3,  8, 50,  0,   0, 600,  0",
    })
    void the_number_of_pods(int min, int max, int target, int pods, double used, int secondsAgo, int expected) {
        var rule = new ScalingRule(min, max, target);

        assertThat(Decision.DEFAULT.pods(rule, pods, used, NOW.minusSeconds(secondsAgo), NOW))
                .isEqualTo(expected);
    }

    @Test
    void the_windows_come_from_settings() {
        var settings = AutoscaleSettings.from(Map.of(
                "DRYCC_AUTOSCALE_PERIOD", "1", "DRYCC_AUTOSCALE_UP_AFTER", "2", "DRYCC_AUTOSCALE_DOWN_AFTER", "3"));
        assertThat(settings)
                .isEqualTo(new AutoscaleSettings(
                        Duration.ofSeconds(1), new Decision(Duration.ofSeconds(2), Duration.ofSeconds(3))));
        assertThat(AutoscaleSettings.from(Map.of()))
                .isEqualTo(new AutoscaleSettings(Duration.ofSeconds(15), Decision.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "999999"})
    void a_wrong_window_is_refused(String seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AutoscaleSettings.from(Map.of("DRYCC_AUTOSCALE_PERIOD", seconds)))
                .withMessageContaining("DRYCC_AUTOSCALE_PERIOD");
    }
}
