package cc.drycc.cli;

/** What the user asked for could not be done; one line that says why and what to do. Exit code 1. */
public final class CliProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CliProblem(String message) {
        super(message);
    }

    public CliProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
