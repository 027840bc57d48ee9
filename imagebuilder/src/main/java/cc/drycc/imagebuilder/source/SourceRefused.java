package cc.drycc.imagebuilder.source;

/** The source cannot be taken as it is. The message is one line for the person who sent it; nothing was kept. */
public final class SourceRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what to do */
    public SourceRefused(String reason) {
        super(reason);
    }
}
