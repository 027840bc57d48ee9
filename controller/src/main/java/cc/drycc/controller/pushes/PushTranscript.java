package cc.drycc.controller.pushes;

import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.deploys.DeployOutcome;
import cc.drycc.engine.ProcessType;
import java.util.stream.Collectors;

/** What the person who pushed reads after the build, in the words of the seed (5.3). */
public final class PushTranscript {

    private final PublicAddress address;

    public PushTranscript(PublicAddress address) {
        this.address = address;
    }

    /** The release runs. */
    void end(App app, int version, PushLines terminal) {
        terminal.line("Launching... done, v" + version);
        terminal.line("-----> " + app.name() + " deployed to Drycc");
        if (app.structure().containsKey(ProcessType.WEB)) {
            terminal.line("       " + address.appUrl(app.name()));
        } else {
            terminal.line("       there is no web process type; start the others with `drycc scale "
                    + app.structure().keySet().stream().map(type -> type + "=1").collect(Collectors.joining(" "))
                    + "`");
        }
        terminal.line("");
        terminal.line("To learn more, use `drycc help` or visit https://www.drycc.cc/");
    }

    /** The release is made, and waits. */
    void held(App app, int version, PushLines terminal) {
        terminal.line("Launching... held, v%d: autodeploy is off".formatted(version));
        terminal.line("       deploy it with `drycc releases deploy -a %s`".formatted(app.name()));
    }

    /** It does not; these are the last words of the pod that failed. */
    void failed(DeployOutcome.Failed failed, PushLines terminal) {
        terminal.line("Launching... failed, v" + failed.version());
        terminal.line("-----> " + failed.reason());
        failed.lastLines().forEach(line -> terminal.line("       " + line));
    }
}
