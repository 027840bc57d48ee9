package cc.drycc.server.workflow;

import cc.drycc.server.engines.PodmanService;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.postgres.EmbeddedPostgres;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops the platform; apps go on running. */
@Command(name = "down", description = "Stop the platform; apps go on running.")
final class Down implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Override
    public Integer call() {
        var home = PlatformHome.at(workflow.settings().home());
        var server = new ServerProcess(home);
        boolean ran = server.running().isPresent();
        server.stop();
        if (home.exists()) {
            // what a killed server left behind
            EmbeddedPostgres.stopLeftOver(home);
            new PodmanService(home).stop();
        }
        System.out.println(ran ? "Drycc Workflow is down; apps go on running." : "Drycc Workflow did not run.");
        return 0;
    }
}
