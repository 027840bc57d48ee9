package cc.drycc.imagebuilder.addons;

import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said to an executable, and what it may answer: {@code docs/builders.md}, version 1. */
final class Protocol {

    static final int VERSION = 1;

    private static final JsonMapper JSON = new JsonMapper();

    private Protocol() {}

    /** A line a program answers. */
    sealed interface Answer {

        /** What it is. */
        record About(int protocol, String version, String supports, List<String> files) implements Answer {}

        /** A line for the person who pushed. */
        record Log(String text) implements Answer {}

        /** It made an image: in a file, or in the engine. */
        record Archive(String file) implements Answer {}

        record Image(String id) implements Answer {}

        /** It did not, and why. */
        record Failed(String reason) implements Answer {}
    }

    /** The question at the start of the platform. */
    static String about() {
        return JSON.writeValueAsString(
                        JSON.createObjectNode().put("protocol", VERSION).put("action", "about"))
                + "\n";
    }

    /** The order to build; the only thing that holds secrets. */
    static String build(BuildRequest request, Path work) {
        var order = JSON.createObjectNode();
        order.put("protocol", VERSION)
                .put("action", "build")
                .put("app", request.app().value())
                .put("sha", request.sha())
                .put("source", request.source().root().toString())
                .put("work", work.toString())
                .put("image", request.image().value())
                .put("cache", request.cache().name().toLowerCase(Locale.ROOT))
                .put("processType", request.recipe().processType().value())
                .put("dockerfile", request.recipe().dockerfile());
        order.set("buildArgs", JSON.valueToTree(new TreeMap<>(request.recipe().buildArgs())));
        order.putObject("limits")
                .put("seconds", request.limits().time().toSeconds())
                .put("logBytes", request.limits().logBytes())
                .put("memoryBytes", request.limits().memoryBytes())
                .put("pids", request.limits().pids());
        order.set("labels", JSON.valueToTree(new TreeMap<>(request.labels())));
        order.set("config", JSON.valueToTree(new TreeMap<>(request.config())));
        return JSON.writeValueAsString(order) + "\n";
    }

    /** @throws Unwanted when a line is no answer */
    static Answer read(String line) throws Unwanted {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new Unwanted("it wrote something that is no JSON to its standard output");
        }
        if (node.has("about")) {
            JsonNode about = node.path("about");
            var files = new ArrayList<String>();
            about.path("files").forEach(file -> files.add(file.asString("")));
            return new Answer.About(
                    about.path("protocol").asInt(VERSION),
                    about.path("version").asString(""),
                    about.path("supports").asString(""),
                    List.copyOf(files));
        }
        if (node.has("log")) {
            return new Answer.Log(node.path("log").asString(""));
        }
        if (node.has("failed")) {
            return new Answer.Failed(node.path("failed").asString(""));
        }
        if (node.has("archive")) {
            return new Answer.Archive(node.path("archive").asString(""));
        }
        if (node.has("image")) {
            return new Answer.Image(node.path("image").asString(""));
        }
        throw new Unwanted("it answered something this platform does not understand");
    }
}
