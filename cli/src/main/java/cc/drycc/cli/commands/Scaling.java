package cc.drycc.cli.commands;

import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Wanted numbers of pods: {@code web=2 worker=1}. */
final class Scaling {

    private Scaling() {}

    /** As the controller wants them. */
    static JsonNode body(List<String> pairs) {
        var body = Json.object();
        KeyValues.of(pairs, "type=num", "web=2").forEach((type, count) -> {
            if (!count.matches("[0-9]{1,9}")) {
                throw new WrongUsage("'%s=%s' does not match the pattern 'type=num', ex: web=2".formatted(type, count));
            }
            body.put(type, Integer.parseInt(count));
        });
        return body;
    }
}
