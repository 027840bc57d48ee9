package cc.drycc.controller.deploys;

import java.util.List;

/** What a pipeline wants run before its pods start has failed; nothing was replaced. */
final class RunFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lastLines;

    RunFailed(String reason, List<String> lastLines) {
        super(reason);
        this.lastLines = List.copyOf(lastLines);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** What it wrote last, oldest first. */
    List<String> lastLines() {
        return lastLines;
    }
}
