package cc.drycc.server.workflow;

import cc.drycc.server.home.PlatformHome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Down and up; apps go on running. */
@Command(name = "restart", description = "Stop and start the platform; apps go on running.")
final class Restart implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Override
    public Integer call() {
        var settings = workflow.checked();
        var home = PlatformHome.at(settings.home()).prepared();
        var server = new ServerProcess(home);
        ClassCache.named().refresh(home);
        server.stop();
        settings.remember();
        server.start(settings);
        System.out.println("Drycc Workflow is up.");
        Up.tell(settings, home);
        return 0;
    }
}
