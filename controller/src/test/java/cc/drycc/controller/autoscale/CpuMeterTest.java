package cc.drycc.controller.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cc.drycc.engine.PodName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuMeterTest {

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final PodName ONE = new PodName("hello-web-0123456789-aaaaa");
    private static final PodName TWO = new PodName("hello-web-0123456789-bbbbb");

    private final CpuMeter meter = new CpuMeter();

    private void read(int second, Map<PodName, Duration> clocks) {
        meter.read(clocks, START.plusSeconds(second));
    }

    @Test
    void two_looks_make_a_rate() {
        read(0, Map.of(ONE, Duration.ofSeconds(100), TWO, Duration.ZERO));
        assertThat(meter.average(List.of(ONE, TWO))).isEmpty();

        read(10, Map.of(ONE, Duration.ofSeconds(105), TWO, Duration.ofSeconds(15)));
        assertThat(meter.average(List.of(ONE)).orElseThrow()).isEqualTo(0.5, within(1e-9));
        assertThat(meter.average(List.of(ONE, TWO)).orElseThrow()).isEqualTo(1.0, within(1e-9));
    }

    @Test
    void a_new_pod_a_restarted_one_and_one_that_is_gone_do_not_count() {
        read(0, Map.of(ONE, Duration.ofSeconds(100)));
        read(10, Map.of(ONE, Duration.ofSeconds(1), TWO, Duration.ofSeconds(9)));
        assertThat(meter.average(List.of(ONE, TWO))).isEmpty();

        read(20, Map.of(ONE, Duration.ofSeconds(2)));
        assertThat(meter.average(List.of(ONE, TWO)).orElseThrow()).isEqualTo(0.1, within(1e-9));
        read(20, Map.of(ONE, Duration.ofSeconds(3)));
        assertThat(meter.average(List.of(ONE))).isEmpty();
    }
}
