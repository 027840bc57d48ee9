package cc.drycc.server.workflow;

import cc.drycc.server.ServerSettings;
import cc.drycc.server.home.PlatformHome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Starts the platform; returns when it is ready. */
@Command(name = "up", description = "Start the platform in the background; return when it is ready.")
final class Up implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Override
    public Integer call() {
        var settings = workflow.checked();
        var home = PlatformHome.at(settings.home()).prepared();
        var server = new ServerProcess(home);
        if (server.running().isPresent() && server.isReady()) {
            System.out.println("Drycc Workflow already runs.");
        } else {
            ClassCache.named().refresh(home);
            settings.remember();
            server.start(settings);
            System.out.println("Drycc Workflow is up.");
        }
        tell(settings, home);
        return 0;
    }

    /** Where it answers, and the administrator's password while nobody has seen it. */
    static void tell(ServerSettings settings, PlatformHome home) {
        System.out.println(new Addresses(settings).text());
        FirstPassword.take(home)
                .ifPresent(password -> System.out.println("Administrator: " + password.username() + ", password: "
                        + password.password() + " (shown only this once)"));
    }
}
