package cc.drycc.controller.terminals;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.PodLog;
import cc.drycc.controller.web.For;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/pods/POD/logs/} as a WebSocket; a plain GET of the same path is answered with text. */
@RestController
public final class LogStreamRoutes {

    private final SocketDoor door;
    private final PodLog log;

    public LogStreamRoutes(SocketDoor door, PodLog log) {
        this.door = door;
        this.log = log;
    }

    @GetMapping(path = "/v2/apps/{app}/pods/{pod}/logs", headers = "Upgrade")
    void logs(
            SignedIn who,
            @For(Action.VIEW) App app,
            @PathVariable String pod,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var found = log.find(app, pod);
        door.open(request, response, who, Action.VIEW, app, visit -> new LogSocket(visit, log, found));
    }
}
