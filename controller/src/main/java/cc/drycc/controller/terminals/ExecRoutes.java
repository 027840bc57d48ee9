package cc.drycc.controller.terminals;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.For;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Pod;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/pods/POD/exec/}: a WebSocket to a command in a pod. */
@RestController
public final class ExecRoutes {

    private final SocketDoor door;
    private final Engine engine;
    private final AppLog log;

    public ExecRoutes(SocketDoor door, Engine engine, AppLog log) {
        this.door = door;
        this.engine = engine;
        this.log = log;
    }

    @GetMapping("/v2/apps/{app}/pods/{pod}/exec")
    void exec(
            SignedIn who,
            @For(Action.CHANGE) App app,
            @PathVariable String pod,
            Client client,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var found = engine.pods(app.name()).stream()
                .filter(each -> each.name().value().equals(pod))
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("The pod does not exist in application."));
        if (found.state() != Pod.State.UP && found.state() != Pod.State.STARTING) {
            throw new Problem.Conflict("pod %s is %s; a command needs one that runs"
                    .formatted(found.name(), found.state().word()));
        }
        door.open(
                request,
                response,
                who,
                Action.CHANGE,
                app,
                visit -> new ExecSocket(
                        visit, client.shape(), wish -> engine.exec(found.name(), wish.command(), wish.interaction())));
        // Not the command: people put secrets into it.
        log.say(
                app.uuid(),
                "api",
                "%s opened a command in %s".formatted(who.user().username(), found.name()));
    }
}
