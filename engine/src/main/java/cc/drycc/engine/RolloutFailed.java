package cc.drycc.engine;

import java.util.List;

/**
 * A workload could not be brought up. The pods of the previous revision, if there were any, keep serving and the new ones
 * were removed.
 */
public final class RolloutFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lastLines;

    /**
     * @param reason what happened and to which process type, one line
     * @param lastLines the last lines the failing pod wrote, oldest first, may be empty
     */
    public RolloutFailed(String reason, List<String> lastLines) {
        super(reason);
        this.lastLines = List.copyOf(lastLines);
    }

    /** The last lines the failing pod wrote, oldest first. */
    public List<String> lastLines() {
        return lastLines;
    }
}
