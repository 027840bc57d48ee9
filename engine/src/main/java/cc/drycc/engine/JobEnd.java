package cc.drycc.engine;

import java.time.Duration;

/** How a job ended. The container is gone in every case. */
public sealed interface JobEnd {

    /** The process ended by itself, or was killed by a signal (128 + number). */
    record Exited(int code) implements JobEnd {}

    /** It ran longer than it may and was killed. */
    record TimedOut(Duration limit) implements JobEnd {}

    /** The kernel killed it for its memory limit. */
    record OutOfMemory(long limitBytes) implements JobEnd {}

    /** It could not be started: no such command, no shell in the image, … */
    record NotStarted(String reason) implements JobEnd {}
}
