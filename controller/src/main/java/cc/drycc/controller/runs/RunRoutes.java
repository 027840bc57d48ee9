package cc.drycc.controller.runs;

import cc.drycc.api.RunRequest;
import cc.drycc.api.RunResult;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.For;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v2/apps/APP/run/}: a one-off command, answered when it has ended. It is killed when who asked may change
 * the app no more. */
@RestController
public final class RunRoutes {

    private final RunCommand run;
    private final WhileAllowed whileAllowed;
    private final AppLog log;

    public RunRoutes(RunCommand run, WhileAllowed whileAllowed, AppLog log) {
        this.run = run;
        this.whileAllowed = whileAllowed;
        this.log = log;
    }

    @PostMapping("/v2/apps/{app}/run")
    ResponseEntity<RunResult> run(SignedIn who, @For(Action.CHANGE) App app, Client client, @Body RunRequest request)
            throws InterruptedException {
        var wanted = Wanted.of(request.command(), request.timeout(), request.expires(), request.volumes());
        if (Boolean.TRUE.equals(request.detach()) || client.shape() == Client.Shape.DRYCC_CLIENT) {
            run.detach(app, wanted, line -> log.say(app.uuid(), "run", line));
            say(who, app, "started a one-off command");
            return ResponseEntity.noContent().build();
        }
        var ended = whileAllowed.run(who, Action.CHANGE, app, () -> run.run(app, wanted));
        say(who, app, "ran a one-off command, exit code " + ended.exitCode());
        return ResponseEntity.ok(new RunResult(ended.exitCode(), ended.output()));
    }

    /** Not the command: people put secrets into it. */
    private void say(SignedIn who, App app, String what) {
        log.say(app.uuid(), "run", who.user().username() + " " + what);
    }
}
