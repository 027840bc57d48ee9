package cc.drycc.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times on the wire have whole seconds: {@code 2026-11-21T03:04:05Z}. */
final class Seconds {

    private Seconds() {}

    static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static @Nullable Instant ofNullable(@Nullable Instant time) {
        return time == null ? null : of(time);
    }
}
