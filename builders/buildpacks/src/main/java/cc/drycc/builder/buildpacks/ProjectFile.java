package cc.drycc.builder.buildpacks;

import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What a {@code project.toml} asks of a platform (project descriptor 0.1 and 0.2: {@code [build]} or {@code [io.buildpacks]}).
 *
 * @param builder the builder image it names
 * @param excluded paths that are left out
 * @param env for the build, beside the config, which wins
 * @param group the buildpacks to use, each {@code id} or {@code id@version}; empty for the builder's own order
 */
record ProjectFile(Optional<String> builder, List<String> excluded, Map<String, String> env, List<String> group) {

    static final String NAME = "project.toml";
    static final ProjectFile NONE = new ProjectFile(Optional.empty(), List.of(), Map.of(), List.of());

    private static final String ID = "[A-Za-z0-9._/-]{1,200}";
    private static final String VERSION = "[A-Za-z0-9.+_-]{1,100}";

    static ProjectFile of(Source source) throws SourceRefused, IOException {
        var text = source.text(NAME);
        return text.isEmpty() ? NONE : parse(text.get());
    }

    static ProjectFile parse(String text) throws SourceRefused {
        JsonNode file;
        try {
            file = new TomlMapper().readTree(text);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new SourceRefused(NAME + (line > 0 ? " line " + line : "") + ": this is no TOML");
        }
        JsonNode ours = file.at("/io/buildpacks").isObject() ? file.at("/io/buildpacks") : file.path("build");
        if (ours.has("include")) {
            throw new SourceRefused(NAME + ": include is not supported; list what is left out with exclude");
        }
        JsonNode env = ours.at("/build/env").isArray() ? ours.at("/build/env") : ours.path("env");
        JsonNode group = ours.path("group").isArray() ? ours.path("group") : ours.path("buildpacks");
        return new ProjectFile(
                Optional.of(ours.path("builder").asString("")).filter(name -> !name.isEmpty()),
                texts(ours.path("exclude")),
                env(env),
                group(group));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(each -> texts.add(each.asString("")));
        return List.copyOf(texts);
    }

    private static Map<String, String> env(JsonNode list) {
        var env = new LinkedHashMap<String, String>();
        list.forEach(each ->
                env.put(each.path("name").asString(""), each.path("value").asString("")));
        return env;
    }

    private static List<String> group(JsonNode list) throws SourceRefused {
        var group = new ArrayList<String>();
        for (JsonNode each : list) {
            String id = each.path("id").asString("");
            String version = each.path("version").asString("");
            if (!id.matches(ID) || !(version.isEmpty() || version.matches(VERSION)) || each.has("uri")) {
                throw new SourceRefused(
                        NAME + ": a buildpack is named by its id, and perhaps its version, in the builder image");
            }
            group.add(version.isEmpty() ? id : id + "@" + version);
        }
        return List.copyOf(group);
    }

    /** The group as the lifecycle reads it. */
    Optional<String> order() {
        if (group.isEmpty()) {
            return Optional.empty();
        }
        var order = new StringBuilder("[[order]]\n");
        for (String buildpack : group) {
            int at = buildpack.indexOf('@');
            order.append("[[order.group]]\nid = \"")
                    .append(at < 0 ? buildpack : buildpack.substring(0, at))
                    .append("\"\n");
            if (at >= 0) {
                order.append("version = \"").append(buildpack.substring(at + 1)).append("\"\n");
            }
        }
        return Optional.of(order.toString());
    }
}
