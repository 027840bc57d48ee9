package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import picocli.CommandLine.Command;

/** Whether requests from outside reach an app (seed 5.14). */
@Command(name = "routing", description = "manage routing of an application")
public final class Routing extends Switch {

    public Routing(Surroundings around) {
        super(around, "routable", "Routing");
    }

    @Command(name = "info", aliases = "list", description = "say whether routing is enabled")
    int info() {
        return show();
    }

    @Command(name = "enable", description = "enable routing")
    int enable() {
        return turn(true);
    }

    @Command(name = "disable", description = "disable routing")
    int disable() {
        return turn(false);
    }
}
