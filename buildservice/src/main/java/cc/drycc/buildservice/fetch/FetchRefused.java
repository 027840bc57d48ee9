package cc.drycc.buildservice.fetch;

/** Something was not fetched or delivered. The message is one line for the person who named the address. */
public final class FetchRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public FetchRefused(String reason) {
        super(reason);
    }
}
