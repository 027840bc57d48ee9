package cc.drycc.gitserver;

/** A push that made no release. */
public final class PushRejected extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason one line for the person who pushed: what happened and what to do */
    public PushRejected(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** One line for the person who pushed. */
    public String reason() {
        return reason;
    }
}
