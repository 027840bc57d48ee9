package cc.drycc.engine.docker.pods;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.Probe;
import cc.drycc.engine.Probes;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProbingTest {

    private static final Probe.Check CHECK = new Probe.TcpSocket(5000);

    private long now = 1_000_000_000_000L;

    private Probing probing(Probes probes, int port, boolean alreadyUp) {
        PodSpec spec = new PodSpec(
                new WorkloadRef(new AppName("hello"), ProcessType.WEB),
                2,
                new Revision("0123456789"),
                port > 0 ? OptionalInt.of(port) : OptionalInt.empty(),
                probes,
                Lifecycle.NONE,
                Duration.ofSeconds(30));
        return new Probing(spec, now, alreadyUp);
    }

    private static Probe probe(Duration delay, Duration period, int successes, int failures) {
        return new Probe(CHECK, delay, Duration.ofSeconds(1), period, successes, failures);
    }

    /** Jumps to the next try and reports its result. */
    private Probing.Outcome next(Probing probing, Probing.Kind kind, boolean success) {
        Probing.Track track = probing.next().orElseThrow();
        assertThat(track.kind()).isEqualTo(kind);
        now = Math.max(now, track.due());
        return probing.report(track, success, now);
    }

    private Duration untilNext(Probing probing) {
        return Duration.ofNanos(probing.next().orElseThrow().due() - now);
    }

    @Test
    void a_port_is_tried_at_once_and_often_until_it_accepts_and_then_never_again() {
        Probing probing = probing(Probes.NONE, 5000, false);

        assertThat(untilNext(probing)).isZero();
        assertThat(next(probing, Probing.Kind.READINESS, false)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(untilNext(probing)).isEqualTo(Duration.ofMillis(20));
        for (int i = 0; i < 30; i++) {
            assertThat(next(probing, Probing.Kind.READINESS, false)).isEqualTo(Probing.Outcome.NOTHING);
        }
        assertThat(untilNext(probing)).isEqualTo(Duration.ofMillis(500));
        assertThat(next(probing, Probing.Kind.READINESS, true)).isEqualTo(Probing.Outcome.READY);
        assertThat(probing.next()).isEmpty();
    }

    @Test
    void a_process_without_a_port_is_up_after_a_second_unless_it_was_up_already() {
        assertThat(untilNext(probing(Probes.NONE, 0, false))).isEqualTo(Duration.ofSeconds(1));
        assertThat(untilNext(probing(Probes.NONE, 0, true))).isZero();
    }

    @Test
    void readiness_goes_and_comes_by_its_thresholds() {
        Probe ready = probe(Duration.ofSeconds(3), Duration.ofSeconds(10), 2, 3);
        Probing probing = probing(new Probes(Optional.empty(), Optional.empty(), Optional.of(ready)), 5000, false);

        assertThat(untilNext(probing)).isEqualTo(Duration.ofSeconds(3));
        assertThat(next(probing, Probing.Kind.READINESS, true)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(next(probing, Probing.Kind.READINESS, true)).isEqualTo(Probing.Outcome.READY);
        assertThat(untilNext(probing)).isEqualTo(Duration.ofSeconds(10));
        assertThat(next(probing, Probing.Kind.READINESS, false)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(next(probing, Probing.Kind.READINESS, false)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(next(probing, Probing.Kind.READINESS, false)).isEqualTo(Probing.Outcome.UNREADY);
        assertThat(next(probing, Probing.Kind.READINESS, true)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(next(probing, Probing.Kind.READINESS, true)).isEqualTo(Probing.Outcome.READY);
    }

    @Test
    void startup_holds_the_others_back_and_makes_ready() {
        Probe startup = probe(Duration.ZERO, Duration.ofSeconds(1), 1, 3);
        Probe alive = probe(Duration.ZERO, Duration.ofSeconds(5), 1, 2);
        Probing probing = probing(new Probes(Optional.of(startup), Optional.of(alive), Optional.empty()), 5000, false);

        assertThat(next(probing, Probing.Kind.STARTUP, false)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(next(probing, Probing.Kind.STARTUP, true)).isEqualTo(Probing.Outcome.READY);
        assertThat(untilNext(probing)).isZero();
        assertThat(next(probing, Probing.Kind.LIVENESS, false)).isEqualTo(Probing.Outcome.NOTHING);
        assertThat(untilNext(probing)).isEqualTo(Duration.ofSeconds(5));
        assertThat(next(probing, Probing.Kind.LIVENESS, false)).isEqualTo(Probing.Outcome.KILL);
    }

    @Test
    void startup_gives_up_no_sooner_than_failures_times_period_however_often_it_is_tried() {
        Probe startup = probe(Duration.ZERO, Duration.ofSeconds(10), 1, 3);
        Probing probing = probing(new Probes(Optional.of(startup), Optional.empty(), Optional.empty()), 5000, false);
        long begun = now;
        int tries = 0;

        while (next(probing, Probing.Kind.STARTUP, false) != Probing.Outcome.KILL) {
            tries++;
        }

        assertThat(Duration.ofNanos(now - begun)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
        assertThat(tries).isGreaterThan(30);
    }

    @Test
    void one_success_ends_a_row_of_failures() {
        Probe alive = probe(Duration.ZERO, Duration.ofSeconds(1), 1, 2);
        Probing probing = probing(new Probes(Optional.empty(), Optional.of(alive), Optional.empty()), 0, true);
        next(probing, Probing.Kind.READINESS, true);

        for (int i = 0; i < 5; i++) {
            assertThat(next(probing, Probing.Kind.LIVENESS, false)).isEqualTo(Probing.Outcome.NOTHING);
            assertThat(next(probing, Probing.Kind.LIVENESS, true)).isEqualTo(Probing.Outcome.NOTHING);
        }
    }
}
