package cc.drycc.engine;

import java.time.Instant;

/** What the process of a pod does, or did, from one start to one end. */
public sealed interface PodRun {

    /** It is to be started: for the first time, or again after a crash. */
    record Waiting(String reason) implements PodRun {}

    /** It runs since then. */
    record Running(Instant started) implements PodRun {}

    /** It ended. */
    record Ended(Instant started, Instant finished, int exitCode, boolean outOfMemory) implements PodRun {}
}
