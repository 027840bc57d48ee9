package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** How long processes have to end. */
@Command(name = "timeouts", description = "manage pods termination grace periods")
public final class Timeouts extends SectionSession {

    public Timeouts(Surroundings around) {
        super(around, "termination_grace_period");
    }

    @Command(name = "list", description = "list termination grace periods for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        if (isEmpty(config)) {
            return "Default (30 sec) or controlled by drycc controller.\n";
        }
        var table = terminal().table("PTYPE", "TIMEOUT");
        each(config, (type, seconds) -> table.row(type, seconds.asString("")));
        return table.toString();
    }

    @Command(name = "set", description = "set termination grace periods for an app")
    int set(@Parameters(arity = "1..*", paramLabel = "PTYPE=SECONDS") List<String> pairs) {
        var seconds = KeyValues.of(pairs, "ptype=seconds", "web=60");
        seconds.forEach((type, text) -> {
            if (!text.matches("[0-9]{1,9}")) {
                throw new WrongUsage("the timeout of " + type + " must be a number of seconds, ex: web=60");
            }
        });
        return change("Applying timeouts", done -> "done", (section, name) -> seconds.forEach(section::put));
    }

    @Command(name = "unset", description = "unset termination grace periods for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "PTYPE") List<String> types) {
        return change("Applying timeouts", done -> "done", (section, name) -> types.forEach(section::putNull));
    }
}
