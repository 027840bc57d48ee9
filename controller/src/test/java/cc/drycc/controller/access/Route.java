package cc.drycc.controller.access;

import cc.drycc.controller.testing.Api;
import java.util.Set;

/**
 * A route as the controller knows it.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /v2/apps/{app}}
 * @param who for whom it is
 */
record Route(String method, String path, Who who) {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** Asks it about an app; whatever else the path names is not there, and the body says nothing. */
    Api.Answer ask(Api person, String app) {
        var url = path.replace("{app}", app).replace("{key}", "00ff").replaceAll("\\{[^}]*}", "missing") + "/";
        return person.send(method, url, "application/json", WITH_BODY.contains(method) ? "{}" : null);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
