package cc.drycc.cli.commands;

import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How the containers of a process type are started, as the user guide prints it (seed 5.5). */
final class DescribedType {

    /** As in the description of a process. */
    private static final int WIDTH = 16;

    private static final String INDENT = "  ";

    private DescribedType() {}

    static String text(JsonNode container) {
        var text = new StringBuilder();
        line(text, "Container", container.path("container").asString(""));
        line(text, "Image", container.path("image").asString(""));
        list(text, "Command", container.path("command"));
        list(text, "Args", container.path("args"));
        limits(text, container.path("limits"));
        mounts(text, container.path("volume_mounts"));
        probe(text, "Startup", container.path("startup_probe"));
        probe(text, "Liveness", container.path("liveness_probe"));
        probe(text, "Readiness", container.path("readiness_probe"));
        nodes(text, container.path("node_selector"));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append((name + ":" + " ".repeat(WIDTH - name.length() - 1) + printable(value)).stripTrailing())
                .append('\n');
    }

    /** Control characters would move the cursor of who reads it. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }

    private static void list(StringBuilder text, String name, JsonNode values) {
        text.append(name).append(":\n");
        values.forEach(value -> text.append(INDENT)
                .append("- ")
                .append(printable(value.asString("")))
                .append('\n'));
    }

    private static void limits(StringBuilder text, JsonNode limits) {
        if (limits.isEmpty()) {
            return;
        }
        text.append("Limits:\n");
        var sorted = new TreeMap<String, String>();
        limits.properties()
                .forEach(limit -> sorted.put(limit.getKey(), limit.getValue().asString("")));
        sorted.forEach((name, value) -> text.append(INDENT)
                .append("%-18s %s".formatted(name, printable(value)))
                .append('\n'));
    }

    private static void mounts(StringBuilder text, JsonNode mounts) {
        if (mounts.isEmpty()) {
            return;
        }
        text.append("Mounts:\n");
        mounts.forEach(mount -> text.append(INDENT)
                .append("%s from %s"
                        .formatted(
                                printable(mount.path("mountPath").asString("")),
                                printable(mount.path("name").asString(""))))
                .append('\n'));
    }

    private static void probe(StringBuilder text, String name, JsonNode probe) {
        if (!probe.isEmpty()) {
            line(text, name, words(probe));
        }
    }

    /** {@code http-get headers=[] path=/geo/ port=8000 delay=120s timeout=10s period=20s #success=1 #failure=3} */
    static String words(JsonNode probe) {
        return "%s delay=%ds timeout=%ds period=%ds #success=%d #failure=%d"
                .formatted(
                        check(probe),
                        probe.path("initialDelaySeconds").asInt(0),
                        probe.path("timeoutSeconds").asInt(0),
                        probe.path("periodSeconds").asInt(0),
                        probe.path("successThreshold").asInt(0),
                        probe.path("failureThreshold").asInt(0));
    }

    static String check(JsonNode probe) {
        if (probe.has("httpGet")) {
            var get = probe.path("httpGet");
            var headers = new ArrayList<String>();
            get.path("httpHeaders")
                    .forEach(header -> headers.add(header.path("name").asString("") + "="
                            + header.path("value").asString("")));
            return "http-get headers=%s path=%s port=%d"
                    .formatted(
                            headers,
                            get.path("path").asString(""),
                            get.path("port").asInt(0));
        }
        if (probe.has("tcpSocket")) {
            return "tcp-socket port=" + probe.path("tcpSocket").path("port").asInt(0);
        }
        var words = new ArrayList<String>();
        probe.path("exec").path("command").forEach(word -> words.add(word.asString("")));
        return ("exec " + String.join(" ", words)).strip();
    }

    private static void nodes(StringBuilder text, JsonNode selector) {
        if (selector.isEmpty()) {
            return;
        }
        text.append("Node-Selectors:\n");
        selector.properties()
                .forEach(entry -> text.append(INDENT)
                        .append(printable(
                                entry.getKey() + "=" + entry.getValue().asString("")))
                        .append('\n'));
    }
}
