package cc.drycc.api;

/**
 * How a one-off command ended.
 *
 * @param exitCode its own; 124 when it was stopped for its timeout, 137 when its memory ran out, 126 when it did not start
 * @param output what it wrote to both streams, as it came
 */
public record RunResult(int exitCode, String output) {}
