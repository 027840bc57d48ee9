package cc.drycc.engine;

/** An image could not be built; nothing of the attempt is left but cached layers. */
public final class BuildFailed extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason what happened, one line, for the person who pushed */
    public BuildFailed(String reason) {
        super(reason);
    }
}
