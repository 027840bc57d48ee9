package cc.drycc.api;

/** The version of the contract and the names of the headers every answer carries (seed 10). */
public final class ApiVersion {

    /** Version of the REST contract. */
    public static final String API = "2.3";

    /** Version of the platform. */
    public static final String PLATFORM = "2.3.0";

    /** Header that names {@link #API}. */
    public static final String API_HEADER = "DRYCC_API_VERSION";

    /** Header that names {@link #PLATFORM}. */
    public static final String PLATFORM_HEADER = "DRYCC_PLATFORM_VERSION";

    /** Header of a 201 that made a release: its number without {@code v}. */
    public static final String RELEASE_HEADER = "X-Drycc-Release";

    private ApiVersion() {}
}
