package cc.drycc.server;

/** The platform cannot start or go on; the message says why and what the operator can do. */
public final class ServerProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerProblem(String message) {
        super(message);
    }

    public ServerProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
