package cc.drycc.buildservice.clients;

/**
 * Who sends a request.
 *
 * @param name whose jobs are theirs; {@link #ANYBODY} where the service is open
 * @param origin what quotas are counted by: the name, or the address where everybody has the same name
 */
public record Client(String name, String origin) {

    /** Everybody, where nobody needs a token. */
    public static final String ANYBODY = "anybody";

    /** Somebody with a token. */
    public static Client named(String name) {
        return new Client(name, name);
    }

    /** Somebody without, from this address. */
    public static Client from(String address) {
        return new Client(ANYBODY, address);
    }
}
