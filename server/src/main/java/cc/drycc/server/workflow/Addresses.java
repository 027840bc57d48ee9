package cc.drycc.server.workflow;

import cc.drycc.server.ServerSettings;

/**
 * What to type to reach the platform.
 *
 * @param settings of the platform
 */
record Addresses(ServerSettings settings) {

    String controller() {
        return "http://drycc." + settings.domain() + settings.portSuffix();
    }

    String text() {
        return """
                API:  %s (also http://localhost%s)
                Apps: http://APP.%s%s
                Git:  ssh://git@%s:%d/APP.git""".formatted(
                        controller(),
                        settings.portSuffix(),
                        settings.domain(),
                        settings.portSuffix(),
                        settings.gitHost(),
                        settings.sshPort());
    }
}
