package cc.drycc.server.workflow;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the platform's own log. */
@Command(name = "logs", description = "Show the platform's own log.")
final class ShowLogs implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "100",
            description = "How many of the newest lines (default 100).")
    private int lines = 100;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var log = PlatformHome.at(workflow.settings().home()).logs().resolve("server.log");
        if (!Files.exists(log)) {
            throw new ServerProblem("there is no log yet at " + log + "; start the platform with: bin/workflow up");
        }
        return new ProcessBuilder("tail", "-n", Integer.toString(lines), follow ? "-F" : "--", log.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
