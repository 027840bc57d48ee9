package cc.drycc.cli.commands;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A process at length, container by container, in the form of seed 5.5. */
final class PodDescription {

    private static final int WIDTH = 16;

    private final List<String> lines = new ArrayList<>();

    private PodDescription() {}

    static String text(JsonNode containers) {
        var description = new PodDescription();
        for (var container : containers) {
            if (!description.lines.isEmpty()) {
                description.lines.add("");
            }
            description.container(container);
        }
        return String.join("\n", description.lines) + "\n";
    }

    private void container(JsonNode container) {
        line("Container", container.path("container").asString(""));
        line("Image", container.path("image").asString(""));
        list("Command", container.path("command"));
        list("Args", container.path("args"));
        said("Status", container);
        said("Reason", container);
        said("Message", container);
        state("State", container.path("state"));
        state("Last State", container.path("lastState"));
        line("Ready", Boolean.toString(container.path("ready").asBoolean(false)));
        line("Restart Count", Integer.toString(container.path("restartCount").asInt(0)));
    }

    private void line(String name, String value) {
        lines.add((name + ":" + " ".repeat(WIDTH - name.length() - 1) + value).stripTrailing());
    }

    private void said(String name, JsonNode container) {
        var value = container.path(name.toLowerCase(java.util.Locale.ROOT)).asString("");
        if (!value.isEmpty()) {
            line(name, value);
        }
    }

    private void list(String name, JsonNode words) {
        line(name, "");
        words.forEach(word -> lines.add("  - " + word.asString("")));
    }

    /** {@code {"running": {"startedAt": …}}}: the word, and below it what belongs to it. */
    private void state(String name, JsonNode state) {
        state.properties().forEach(phase -> {
            line(name, phase.getKey());
            phase.getValue().properties().forEach(field -> lines.add("  " + field.getKey() + ": " + field.getValue()));
        });
    }
}
