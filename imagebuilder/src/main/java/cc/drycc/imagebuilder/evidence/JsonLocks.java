package cc.drycc.imagebuilder.evidence;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lock files in JSON. */
final class JsonLocks {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MODULES = "node_modules/";

    private JsonLocks() {}

    /** Versions 2 and 3 of package-lock.json: {@code packages} by the folder each is put in. */
    static Stream<Component> npm(String text) {
        return JSON.readTree(text).path("packages").properties().stream()
                .filter(entry -> entry.getKey().contains(MODULES))
                .map(entry -> scoped(
                        "npm",
                        entry.getKey().substring(entry.getKey().lastIndexOf(MODULES) + MODULES.length()),
                        entry.getValue().path("version").asString("")))
                .flatMap(Optional::stream);
    }

    /** {@code packages} of composer.lock, a list. */
    static Stream<Component> composer(String text) {
        return JSON.readTree(text).path("packages").values().stream()
                .map(entry -> scoped(
                        "composer",
                        entry.path("name").asString(""),
                        entry.path("version").asString("")))
                .flatMap(Optional::stream);
    }

    /** {@code default} of Pipfile.lock: {@code {"name": {"version": "==1.0"}}}. */
    static Stream<Component> pipfile(String text) {
        return JSON.readTree(text).path("default").properties().stream()
                .map(entry -> Component.of("pypi", "", entry.getKey(), pinned(entry.getValue())))
                .flatMap(Optional::stream);
    }

    private static String pinned(JsonNode entry) {
        var version = entry.path("version").asString("");
        return version.startsWith("==") ? version.substring(2) : "";
    }

    private static Optional<Component> scoped(String type, String name, String version) {
        int slash = name.indexOf('/');
        return slash < 0
                ? Component.of(type, "", name, version)
                : Component.of(type, name.substring(0, slash), name.substring(slash + 1), version);
    }
}
