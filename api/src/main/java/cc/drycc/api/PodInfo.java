package cc.drycc.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pod.
 *
 * @param name its name
 * @param release {@code v2}
 * @param type its process type
 * @param state {@code initializing}, {@code starting}, {@code up}, {@code crashed}, {@code terminating} or {@code down}
 * @param ready containers ready of all, {@code 1/1}
 * @param restarts how often it was started again after a crash
 * @param started when it last started
 * @param reason why it is not up; null when it is
 */
public record PodInfo(
        String name,
        String release,
        String type,
        String state,
        String ready,
        int restarts,
        Instant started,
        @Nullable String reason) {

    public PodInfo {
        started = Seconds.of(started);
    }
}
