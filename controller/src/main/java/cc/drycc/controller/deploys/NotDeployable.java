package cc.drycc.controller.deploys;

/** A release that cannot run as it is; the message says why and what to change. Nothing was started. */
public final class NotDeployable extends Exception {

    private static final long serialVersionUID = 1L;

    public NotDeployable(String reason) {
        super(reason);
    }

    /** What the person reads. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
