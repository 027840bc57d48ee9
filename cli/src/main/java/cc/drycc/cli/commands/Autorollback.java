package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import picocli.CommandLine.Command;

/** Whether a failed deploy of an app is put back by itself (seed 5.6). */
@Command(name = "autorollback", description = "manage automatic rollback of an application")
public final class Autorollback extends Switch {

    public Autorollback(Surroundings around) {
        super(around, "autorollback", "Autorollback");
    }

    @Command(name = "info", aliases = "list", description = "say whether autorollback is enabled")
    int info() {
        return show();
    }

    @Command(name = "enable", description = "enable autorollback")
    int enable() {
        return turn(true);
    }

    @Command(name = "disable", description = "disable autorollback")
    int disable() {
        return turn(false);
    }
}
