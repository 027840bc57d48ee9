package cc.drycc.controller.terminals;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.runs.RunCommand;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.For;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v2/apps/APP/run/} as a WebSocket, beyond the reference: a one-off command one can type to, on the channels of a
 * command in a pod. The first frame has {@code timeout}, {@code expires} and {@code volumes} as the POST has them.
 */
@RestController
public final class RunStreamRoutes {

    private final SocketDoor door;
    private final RunCommand run;
    private final AppLog log;

    public RunStreamRoutes(SocketDoor door, RunCommand run, AppLog log) {
        this.door = door;
        this.run = run;
        this.log = log;
    }

    @GetMapping("/v2/apps/{app}/run")
    void run(
            SignedIn who,
            @For(Action.CHANGE) App app,
            Client client,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        door.open(
                request,
                response,
                who,
                Action.CHANGE,
                app,
                visit -> new ExecSocket(visit, client.shape(), wish -> run.talk(app, wish.run(), wish.interaction())));
        // Not the command: people put secrets into it.
        log.say(app.uuid(), "run", who.user().username() + " ran a one-off command");
    }
}
