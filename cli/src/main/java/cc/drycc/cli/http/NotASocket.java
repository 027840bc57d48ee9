package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;

/** The controller, or a proxy on the way to it, answered without opening a stream. */
public final class NotASocket extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CliProblem refusal;

    NotASocket(CliProblem refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    /** What it said. */
    public CliProblem refusal() {
        return refusal;
    }
}
