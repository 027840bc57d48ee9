package cc.drycc.gitserver;

/** The git server cannot start; the message says why and what to change. */
public final class GitServerProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GitServerProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
