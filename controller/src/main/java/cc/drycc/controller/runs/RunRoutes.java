package cc.drycc.controller.runs;

import cc.drycc.api.RunRequest;
import cc.drycc.api.RunResult;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v2/apps/APP/run/}: a one-off command, answered when it has ended. It is killed when who asked may change
 * the app no more. */
@RestController
public final class RunRoutes {

    private static final int LONGEST_SECONDS = 86_400;

    private final RunCommand run;
    private final WhileAllowed whileAllowed;
    private final AppLog log;

    public RunRoutes(RunCommand run, WhileAllowed whileAllowed, AppLog log) {
        this.run = run;
        this.whileAllowed = whileAllowed;
        this.log = log;
    }

    @PostMapping("/v2/apps/{app}/run")
    RunResult run(SignedIn who, @For(Action.CHANGE) App app, @Body RunRequest wanted) throws InterruptedException {
        if (wanted.command() == null) {
            throw new Problem.InvalidField("command", "This field is required.");
        }
        var command = wanted.command();
        var timeout = timeout(wanted.timeout());
        var ended = whileAllowed.run(who, Action.CHANGE, app, () -> run.run(app, command, timeout));
        // Not the command: people put secrets into it.
        log.say(
                app.uuid(),
                "run",
                "%s ran a one-off command, exit code %d".formatted(who.user().username(), ended.exitCode()));
        return new RunResult(ended.exitCode(), ended.output());
    }

    private static Duration timeout(@Nullable Integer seconds) {
        if (seconds == null) {
            return RunCommand.DEFAULT_TIMEOUT;
        }
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new Problem.InvalidField(
                    "timeout", "A whole number from 1 to %d is required.".formatted(LONGEST_SECONDS));
        }
        return Duration.ofSeconds(seconds);
    }
}
