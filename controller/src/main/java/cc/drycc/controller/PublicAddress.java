package cc.drycc.controller;

import cc.drycc.engine.AppName;

/**
 * Where the platform is reached from outside.
 *
 * @param domain apps answer one label below it
 * @param httpPort of the edge
 * @param sshPort of the git server
 */
public record PublicAddress(String domain, int httpPort, int sshPort) {

    private static final int HTTP = 80;
    private static final int SSH = 22;

    /** Host and port where an app answers, without scheme; the port is left out when it is 80. */
    public String appHost(AppName app) {
        return app.value() + "." + domain + port(httpPort, HTTP);
    }

    /** Where an app answers. */
    public String appUrl(AppName app) {
        return "http://" + appHost(app);
    }

    /** Where to push an app. */
    public String gitUrl(AppName app) {
        return "ssh://git@" + domain + port(sshPort, SSH) + "/" + app.value() + ".git";
    }

    /** Where the API answers. */
    public String apiUrl() {
        return "http://drycc." + domain + port(httpPort, HTTP);
    }

    private static String port(int port, int usual) {
        return port == usual ? "" : ":" + port;
    }
}
