package cc.drycc.engine;

import java.time.Instant;

/**
 * One line a pod wrote.
 *
 * @param pod who
 * @param time when, as exact as the engine knows (Podman 4.3: whole seconds)
 * @param stream which stream
 * @param text the line without its newline; bytes that are not UTF-8 are replaced
 */
public record LogLine(PodName pod, Instant time, OutputSink.Stream stream, String text) {}
