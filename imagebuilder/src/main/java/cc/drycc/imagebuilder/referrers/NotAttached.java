package cc.drycc.imagebuilder.referrers;

/** A registry did not take what was to be attached. The message is one line and holds no password. */
public final class NotAttached extends Exception {
    private static final long serialVersionUID = 1L;

    public NotAttached(String reason) {
        super(reason);
    }
}
