package cc.drycc.cli;

/** The command line makes no sense; one line that says how it looks right. Nothing was done. Exit code 2. */
public final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUsage(String message) {
        super(message);
    }

    public WrongUsage(String message, Throwable cause) {
        super(message, cause);
    }
}
