package cc.drycc.engine;

/** The engine could not do what it should: it is away, full, or refused. The message says what and what to try. */
public final class EngineProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineProblem(String message) {
        super(message);
    }

    public EngineProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
