package cc.drycc.engine.docker.pods;

import java.time.Duration;

/** How long a crashed pod waits before it is started again: 1 s doubling to 5 min, from the start after 10 min up. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofMinutes(5);
    private static final Duration HEALTHY = Duration.ofMinutes(10);

    private Duration next = FIRST;

    /** The pause after a crash that followed so much time up. */
    Duration after(Duration up) {
        Duration pause = up.compareTo(HEALTHY) >= 0 ? FIRST : next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LAST) > 0 ? LAST : doubled;
        return pause;
    }
}
