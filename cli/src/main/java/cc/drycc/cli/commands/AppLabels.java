package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Json;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Free notes about an app, by name. */
@Command(name = "labels", description = "manage labels of an application")
public final class AppLabels extends AppSession implements Runnable {

    public AppLabels(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "list labels of an application")
    int list() {
        var settings = api().get(appPath("/settings/"));
        terminal().show(settings, () -> table(settings));
        return 0;
    }

    private String table(JsonNode settings) {
        var labels = new TreeMap<String, String>();
        settings.path("label")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        if (labels.isEmpty()) {
            return "No labels found in %s app.\n".formatted(app());
        }
        var table = terminal().table("OWNER", "KEY", "VALUE");
        var owner = settings.path("owner").asString("");
        labels.forEach((key, value) -> table.row(owner, key, value));
        return table.toString();
    }

    @Command(name = "set", description = "set labels of an application")
    int set(@Parameters(arity = "1..*", paramLabel = "KEY=VALUE") List<String> pairs) {
        var body = Json.object();
        var labels = body.putObject("label");
        KeyValues.of(pairs, "key=value", "team=frontend").forEach(labels::put);
        return change("Applying", body);
    }

    @Command(name = "unset", description = "unset labels of an application")
    int unset(@Parameters(arity = "1..*", paramLabel = "KEY") List<String> names) {
        var body = Json.object();
        var labels = body.putObject("label");
        names.forEach(labels::putNull);
        return change("Removing", body);
    }

    private int change(String verb, JsonNode body) {
        var answer = terminal()
                .progress(verb + " labels on " + app(), () -> api().post(appPath("/settings/"), body), done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }
}
