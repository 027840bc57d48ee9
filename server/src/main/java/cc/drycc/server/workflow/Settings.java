package cc.drycc.server.workflow;

import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.settings.InForce;
import cc.drycc.server.settings.PlatformSettings;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Every setting with the value in force: of the running platform, else of a platform that would be started now. */
@Command(name = "settings", description = "List every setting with its value in force; secrets are masked.")
final class Settings implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Override
    public Integer call() {
        var settings = workflow.settings();
        var home = PlatformHome.at(settings.home());
        boolean runs = new ServerProcess(home).running().isPresent();
        var environment = Map.copyOf(System.getenv());
        var set = runs ? InForce.read(home).orElseGet(Properties::new) : InForce.of(environment);
        settings.asEnvironment().forEach(set::setProperty);
        System.out.println(
                runs ? "In force:" : "It does not run. From this environment `bin/workflow up` would start it with:");
        PlatformSettings.all().forEach(setting -> {
            var value = set.getProperty(setting.name(), setting.otherwise());
            var origin = value.equals(setting.otherwise()) ? "  (default)" : "";
            System.out.println("  %-47s %s%s".formatted(setting.name(), value.isEmpty() ? "-" : value, origin));
        });
        return 0;
    }
}
