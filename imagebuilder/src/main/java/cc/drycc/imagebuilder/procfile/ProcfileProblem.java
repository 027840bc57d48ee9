package cc.drycc.imagebuilder.procfile;

/** A Procfile that cannot be used. The message is one line for the person who wrote it, with the line's number. */
public final class ProcfileProblem extends Exception {

    private static final long serialVersionUID = 1L;

    public ProcfileProblem(String message) {
        super(message);
    }
}
