package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Environment variables of an app (seed 5.6). */
@Command(name = "config", description = "manage environment variables that define app config")
public final class Config extends Session implements Runnable {

    @Override
    public void run() {
        info();
    }

    @Command(name = "info", aliases = "list", description = "an app config info")
    int info() {
        var config = api().get(appPath("/config/")).body();
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
        var body = new JsonMapper().createObjectNode();
        var values = body.putObject("values");
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new CliProblem("'" + name(pair) + "' does not match the pattern 'key=var', ex: MODE=test");
            }
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return change("Creating config", body);
    }

    /** What stands before an equals sign: what follows may be secret. */
    private static String name(String pair) {
        return pair.contains("=") ? pair.substring(0, pair.indexOf('=')) + "=…" : pair;
    }

    @Command(name = "unset", description = "unset environment variables for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names) {
        var body = new JsonMapper().createObjectNode();
        var values = body.putObject("values");
        names.forEach(values::putNull);
        return change("Removing config", body);
    }

    private int change(String what, JsonNode body) {
        var answer = terminal()
                .progress(
                        what,
                        () -> api().post(appPath("/config/"), body),
                        done -> "done"
                                + done.release()
                                        .map(version -> ", " + (version.startsWith("v") ? version : "v" + version))
                                        .orElse(""));
        terminal().show(answer.body(), () -> text(answer.body()));
        return 0;
    }
}
