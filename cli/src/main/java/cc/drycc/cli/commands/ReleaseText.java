package cc.drycc.cli.commands;

import cc.drycc.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A release, and what is different between two, for people to read. */
final class ReleaseText {

    private ReleaseText() {}

    /** All of one release. */
    static String info(JsonNode release) {
        var text = new StringBuilder("""
                App:        %s
                UUID:       %s
                Owner:      %s
                State:      %s
                Build:      %s
                Config:     %s
                Created:    %s
                Updated:    %s
                Summary:    %s
                Version:    v%d
                """.formatted(
                        release.path("app").asString(""),
                        release.path("uuid").asString(""),
                        release.path("owner").asString(""),
                        release.path("state").asString(""),
                        release.path("build").asString("<none>"),
                        release.path("config").asString(""),
                        release.path("created").asString(""),
                        release.path("updated").asString(""),
                        release.path("summary").asString(""),
                        release.path("version").asInt(0)));
        var types = names(release.path("deployed_ptypes"));
        if (!types.isEmpty()) {
            text.append("Ptypes:     ").append(String.join(", ", types)).append('\n');
        }
        exception(text, release.path("exception").asString(""));
        conditions(text, release.path("conditions"));
        return text.toString();
    }

    /** The reason, then what the pod that failed wrote last, which may try to move the cursor of who reads it. */
    private static void exception(StringBuilder text, String exception) {
        var lines = exception.isEmpty() ? List.<String>of() : exception.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "Exception:  " : "            ")
                    .append(lines.get(i).replaceAll("\\p{Cntrl}", "?"))
                    .append('\n');
        }
    }

    private static void conditions(StringBuilder text, JsonNode conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        text.append("Conditions:\n");
        for (var condition : conditions) {
            text.append("  - created:    ").append(condition.path("created").asString(""));
            text.append("\n    state:      ").append(condition.path("state").asString(""));
            text.append("\n    action:     ").append(condition.path("action").asString(""));
            text.append("\n    ptypes:     ").append(String.join(", ", names(condition.path("ptypes"))));
            text.append("\n    exception:  ")
                    .append(condition.path("exception").asString("<none>").replaceAll("\\p{Cntrl}", "?"));
            text.append('\n');
        }
    }

    /** @param table empty, with the five headers */
    static String diff(JsonNode comparison, Table table) {
        var title = "=== %s v%d -> v%d\n"
                .formatted(
                        comparison.path("app").asString(""),
                        comparison.path("from").asInt(0),
                        comparison.path("to").asInt(0));
        var changes = comparison.path("changes");
        if (changes.isEmpty()) {
            return title + "No differences.\n";
        }
        for (var change : changes) {
            table.row(
                    change.path("change").asString(""),
                    change.path("area").asString(""),
                    name(change),
                    change.path("from").asString(""),
                    change.path("to").asString(""));
        }
        return title + table;
    }

    private static String name(JsonNode change) {
        var name = change.path("name").asString("");
        var scope = change.path("group").asString(change.path("ptype").asString(""));
        return scope.isEmpty() || scope.equals(name) || scope.equals(ConfigScope.GLOBAL.name())
                ? name
                : name + " (" + scope + ")";
    }

    private static List<String> names(JsonNode list) {
        var names = new ArrayList<String>();
        list.forEach(name -> names.add(name.asString("")));
        return names;
    }
}
