package cc.drycc.engine;

/** An image did not get to its registry. The message is one line for the person who wanted it there. */
public final class PushFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether the same push may work in a moment. */
    public enum Again {
        /** The registry is away, overloaded, or the connection broke. */
        MAY_WORK,
        /** The registry refused, and will again. */
        IS_USELESS
    }

    private final Again again;

    public PushFailed(Again again, String reason) {
        super(reason);
        this.again = again;
    }

    public Again again() {
        return again;
    }
}
