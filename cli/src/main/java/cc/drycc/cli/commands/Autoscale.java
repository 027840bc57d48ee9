package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Json;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** How the number of pods of a process type follows the CPU they use (seed 5.5). */
@Command(name = "autoscale", description = "manage autoscale for applications")
public final class Autoscale extends AppSession implements Runnable {

    public Autoscale(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "list autoscale options for an application")
    int list() {
        var settings = api().get(appPath("/settings/"));
        terminal().show(settings, () -> table(settings.path("autoscale")));
        return 0;
    }

    private String table(JsonNode rules) {
        if (rules.isEmpty()) {
            return "No autoscale rules found.\n";
        }
        var byType = new TreeMap<String, JsonNode>();
        rules.properties().forEach(rule -> byType.put(rule.getKey(), rule.getValue()));
        var table = terminal().table("PTYPE", "PERCENT", "MIN", "MAX");
        byType.forEach((type, rule) -> table.row(
                type,
                Integer.toString(rule.path("cpu_percent").asInt(0)),
                Integer.toString(rule.path("min").asInt(0)),
                Integer.toString(rule.path("max").asInt(0))));
        return table.toString();
    }

    @Command(name = "set", description = "set autoscale options for a process type")
    int set(
            @Parameters(paramLabel = "PTYPE", description = "the process type") String type,
            @Option(names = "--min", required = true, paramLabel = "PODS", description = "pods at least") int min,
            @Option(names = "--max", required = true, paramLabel = "PODS", description = "pods at most") int max,
            @Option(
                            names = "--cpu-percent",
                            required = true,
                            paramLabel = "PERCENT",
                            description = "what the pods shall use of their CPU on average")
                    int percent) {
        var body = Json.object();
        body.putObject("autoscale")
                .putObject(type)
                .put("min", min)
                .put("max", max)
                .put("cpu_percent", percent);
        return change("Applying autoscale settings", type, body);
    }

    @Command(name = "unset", description = "unset autoscale options for a process type")
    int unset(@Parameters(paramLabel = "PTYPE", description = "the process type") String type) {
        var body = Json.object();
        body.putObject("autoscale").putNull(type);
        return change("Removing autoscale", type, body);
    }

    private int change(String what, String type, JsonNode body) {
        var answer = terminal()
                .progress(
                        "%s for process type %s on %s".formatted(what, type, app()),
                        () -> api().post(appPath("/settings/"), body),
                        done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }
}
