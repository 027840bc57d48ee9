package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import picocli.CommandLine.Command;

/** Whether a new release of an app is deployed by itself (seed 5.6). */
@Command(name = "autodeploy", description = "manage automatic deployment of an application")
public final class Autodeploy extends Switch {

    public Autodeploy(Surroundings around) {
        super(around, "autodeploy", "Autodeploy");
    }

    @Command(name = "info", aliases = "list", description = "say whether autodeploy is enabled")
    int info() {
        return show();
    }

    @Command(name = "enable", description = "enable autodeploy")
    int enable() {
        return turn(true);
    }

    @Command(name = "disable", description = "disable autodeploy")
    int disable() {
        return turn(false);
    }
}
