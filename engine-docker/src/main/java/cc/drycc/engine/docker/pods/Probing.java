package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Probe;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When which probe of one run of a container is due, and what its results mean. Knows no clock and does no I/O.
 *
 * <p>Semantics are those of Kubernetes: liveness and readiness wait for the startup probe; a startup or liveness probe that
 * fails kills the container; a readiness probe that fails takes it from traffic. Without a readiness probe a pod is ready
 * when its startup probe succeeded, else when its port accepts, else when it has run for a second. Until the first
 * success startup and readiness are tried more often than their period, and failures count only once per period.
 */
final class Probing {

    /** What follows from a try. */
    enum Outcome {
        NOTHING,
        READY,
        UNREADY,
        KILL
    }

    /** Which probe it is. */
    enum Kind {
        STARTUP,
        READINESS,
        LIVENESS
    }

    private static final Duration EAGER_FIRST = Duration.ofMillis(20);
    private static final Duration EAGER_LAST = Duration.ofMillis(500);
    /** How long a pod without port and probe must run to count as up. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** One probe and its count. Times are nanoseconds of {@link System#nanoTime}. */
    static final class Track {
        private final Kind kind;
        private final Optional<Probe> probe;
        private long due;
        private long nextFailureCounts;
        private Duration eager = EAGER_FIRST;
        private int successes;
        private int failures;
        private boolean good;
        private boolean done;

        private Track(Kind kind, Optional<Probe> probe) {
            this.kind = kind;
            this.probe = probe;
        }

        Kind kind() {
            return kind;
        }

        /** What to try; empty when running is enough. */
        Optional<Probe.Check> check() {
            return probe.map(Probe::check);
        }

        Duration timeout() {
            return probe.map(Probe::timeout).filter(time -> !time.isZero()).orElse(Duration.ofSeconds(1));
        }

        long due() {
            return due;
        }
    }

    private final Optional<Track> startup;
    private final Track readiness;
    private final Optional<Track> liveness;
    private final boolean judgedByPort;

    /**
     * @param spec of the pod
     * @param now when its container started
     * @param alreadyUp whether it has run for a while: then no first delay is kept
     */
    Probing(PodSpec spec, long now, boolean alreadyUp) {
        startup = spec.probes().startup().map(probe -> new Track(Kind.STARTUP, Optional.of(probe)));
        liveness = spec.probes().liveness().map(probe -> new Track(Kind.LIVENESS, Optional.of(probe)));
        judgedByPort = spec.probes().readiness().isEmpty();
        readiness = readiness(spec);
        for (Track track : tracks().toList()) {
            Duration delay = track.probe.map(Probe::initialDelay).orElse(SETTLED);
            track.due = alreadyUp ? now : now + delay.toNanos();
            track.nextFailureCounts = track.due;
        }
    }

    private static Track readiness(PodSpec spec) {
        if (spec.probes().readiness().isPresent()) {
            return new Track(Kind.READINESS, spec.probes().readiness());
        }
        if (spec.probes().startup().isPresent() || spec.port().isEmpty()) {
            return new Track(Kind.READINESS, Optional.empty());
        }
        Probe accepts = new Probe(
                new Probe.TcpSocket(spec.port().getAsInt()),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                1,
                1);
        return new Track(Kind.READINESS, Optional.of(accepts));
    }

    private Stream<Track> tracks() {
        return Stream.of(startup, Optional.of(readiness), liveness).flatMap(Optional::stream);
    }

    /** The next try, if there will be one. */
    Optional<Track> next() {
        if (startup.filter(track -> !track.good).isPresent()) {
            return startup;
        }
        return Stream.of(Optional.of(readiness), liveness)
                .flatMap(Optional::stream)
                .filter(track -> !track.done)
                .min(Comparator.comparingLong(Track::due));
    }

    /** Takes the result of a try of a track that came from {@link #next}. */
    Outcome report(Track track, boolean success, long now) {
        return success ? succeeded(track, now) : failed(track, now);
    }

    private Outcome succeeded(Track track, long now) {
        track.failures = 0;
        track.successes++;
        boolean turned = !track.good && track.successes >= threshold(track);
        track.good |= turned;
        plan(track, now);
        if (!turned) {
            return Outcome.NOTHING;
        }
        return switch (track.kind) {
            case STARTUP -> startupSucceeded(now);
            case READINESS -> {
                track.done = judgedByPort; // once up, a pod without a readiness probe stays ready until it ends
                yield Outcome.READY;
            }
            case LIVENESS -> Outcome.NOTHING;
        };
    }

    private Outcome startupSucceeded(long now) {
        for (Track waiting : List.of(readiness, liveness.orElse(readiness))) {
            waiting.due = Math.max(waiting.due, now);
        }
        if (!judgedByPort) {
            return Outcome.NOTHING;
        }
        readiness.good = true;
        readiness.done = true;
        return Outcome.READY;
    }

    private Outcome failed(Track track, long now) {
        track.successes = 0;
        if (now >= track.nextFailureCounts) {
            track.failures++;
            track.nextFailureCounts = now + period(track).toNanos();
        }
        boolean wasGood = track.good;
        boolean over =
                track.failures >= track.probe.map(Probe::failureThreshold).orElse(1);
        if (over && track.kind == Kind.READINESS) {
            track.good = false;
        }
        plan(track, now);
        if (!over) {
            return Outcome.NOTHING;
        }
        return switch (track.kind) {
            case STARTUP, LIVENESS -> Outcome.KILL;
            case READINESS -> wasGood ? Outcome.UNREADY : Outcome.NOTHING;
        };
    }

    private void plan(Track track, long now) {
        Duration period = period(track);
        boolean eager = !track.good && track.kind != Kind.LIVENESS && track.eager.compareTo(period) < 0;
        track.due = now + (eager ? track.eager : period).toNanos();
        if (eager) {
            Duration slower = track.eager.plus(track.eager.dividedBy(4));
            track.eager = slower.compareTo(EAGER_LAST) > 0 ? EAGER_LAST : slower;
        }
    }

    private static Duration period(Track track) {
        return track.probe.map(Probe::period).orElse(SETTLED);
    }

    private static int threshold(Track track) {
        return track.probe.map(Probe::successThreshold).orElse(1);
    }
}
