package cc.drycc.controller.pushes;

/** A push that made no running release; the message is the one line the person reads. The ref must not move. */
public final class PushFailed extends Exception {

    private static final long serialVersionUID = 1L;

    public PushFailed(String reason) {
        super(reason);
    }

    /** What the person reads. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
