package cc.drycc.storage;

/**
 * The object store could not do what it should. The message says what happened, that nothing was changed, and what to
 * try; it never holds a credential.
 */
public final class StorageProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, for callers that act on it. */
    public enum Kind {
        /** The object is not there. */
        MISSING,
        /** The store did not answer, or not in time. */
        UNREACHABLE,
        /** The store refuses: wrong keys, no right, or a clock that is off. */
        REFUSED,
        /** The store has no room left. */
        FULL,
        /** The store answered with an error of its own. */
        BROKEN,
        /** A file on this machine could not be read or written. */
        LOCAL
    }

    private final Kind kind;

    public StorageProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }
}
