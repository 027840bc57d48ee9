package cc.drycc.server.workflow;

/** The version of this platform, as {@code status} and {@code --version} show it. */
final class Version {

    static final String TEXT = "0.1.0";

    private Version() {}
}
