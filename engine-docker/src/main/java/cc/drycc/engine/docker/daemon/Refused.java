package cc.drycc.engine.docker.daemon;

/** The engine answered, and the answer was no. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status the HTTP status
     * @param message the engine's own words, one line
     */
    public Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Whether the thing asked for does not exist. */
    public boolean notFound() {
        return status == 404;
    }

    /** The engine's own words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
