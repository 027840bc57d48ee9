package cc.drycc.cli.commands;

import cc.drycc.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/** What happened to a pod or a process type, below its description. */
final class Happened {

    private Happened() {}

    /** @param events as {@code /v2/apps/APP/events/} answers */
    static String text(JsonNode events, Terminal terminal) {
        if (events.path("results").isEmpty()) {
            return "";
        }
        var table = terminal.table("REASON", "MESSAGE", "CREATED");
        events.path("results")
                .forEach(event -> table.row(
                        event.path("reason").asString(""),
                        event.path("message").asString(""),
                        event.path("created").asString("")));
        return "Events:\n" + table;
    }
}
