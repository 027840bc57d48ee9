package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Environment variables of an app (seed 5.6). */
@Command(name = "config", description = "manage environment variables that define app config")
public final class Config extends AppSession implements Runnable {

    public Config(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        info();
    }

    @Command(name = "info", aliases = "list", description = "an app config info")
    int info() {
        var config = api().get(appPath("/config/"));
        terminal().show(config, () -> text(config));
        return 0;
    }

    private String text(JsonNode config) {
        var values = new TreeMap<String, String>();
        config.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asString("")));
        var text = new StringBuilder("=== " + app() + "\n");
        values.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    @Command(name = "set", description = "set environment variables for an app")
    int set(@Parameters(arity = "1..*", paramLabel = "NAME=VALUE") List<String> pairs) {
        var body = Json.object();
        var values = body.putObject("values");
        KeyValues.of(pairs, "key=var", "MODE=test").forEach(values::put);
        return change("Creating config", body);
    }

    @Command(name = "unset", description = "unset environment variables for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names) {
        var body = Json.object();
        var values = body.putObject("values");
        for (String name : names) {
            if (name.isEmpty() || name.contains("=")) {
                throw new WrongUsage("give names without values, ex: drycc config unset MODE");
            }
            values.putNull(name);
        }
        return change("Removing config", body);
    }

    private int change(String what, JsonNode body) {
        var answer = terminal().progress(what, () -> api().post(appPath("/config/"), body), Answer::done);
        terminal().show(answer.body(), () -> text(answer.body()));
        return 0;
    }
}
