package cc.drycc.engine;

/**
 * Which log lines of a pod.
 *
 * @param lines the newest so many; 0 for none of what is there already, -1 for all
 * @param follow whether to go on with new lines until the pod ends or the reader is interrupted
 */
public record LogQuery(int lines, boolean follow) {}
