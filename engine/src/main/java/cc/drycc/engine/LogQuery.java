package cc.drycc.engine;

/**
 * Which log lines of a pod.
 *
 * @param lines the newest so many; 0 for none of what is there already, -1 for all
 * @param follow whether to go on with new lines until the pod ends or the reader is interrupted
 * @param part of what it wrote
 */
public record LogQuery(int lines, boolean follow, Part part) {

    /** Of what a pod wrote. */
    public enum Part {
        /** Everything, over all its restarts. */
        ALL,
        /** What it wrote before its last restart, or before it crashed when it waits for one; never followed. */
        PREVIOUS
    }

    /** Of everything it wrote. */
    public LogQuery(int lines, boolean follow) {
        this(lines, follow, Part.ALL);
    }
}
