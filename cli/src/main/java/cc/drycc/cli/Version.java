package cc.drycc.cli;

/** Versions of this client. */
public final class Version {

    /** Of the program. */
    public static final String CLIENT = "v0.1.0";

    /** Of the API it speaks. */
    public static final String API = "2.3";

    private Version() {}
}
