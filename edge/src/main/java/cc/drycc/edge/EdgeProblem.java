package cc.drycc.edge;

/** The router cannot listen; the message says where and what to change. */
public final class EdgeProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EdgeProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
