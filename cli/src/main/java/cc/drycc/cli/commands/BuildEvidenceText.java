package cc.drycc.cli.commands;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How a build came about, for people. */
final class BuildEvidenceText {

    private BuildEvidenceText() {}

    /** Lines as those of {@code builds info}; none for an image that was not built here. */
    static String of(JsonNode evidence) {
        if (!evidence.isObject()) {
            return "";
        }
        return """
                Builder:    %s
                Source:     %s
                Base:       %s
                Duration:   %.1f s, %d steps from the cache
                Packages:   %d, see drycc builds fetch --sbom
                Signed by:  %s, see drycc builds fetch --provenance
                """.formatted(
                        builder(evidence),
                        evidence.path("source").asString(""),
                        bases(evidence),
                        evidence.path("seconds").asDouble(0),
                        evidence.path("cache_hits").asInt(0),
                        evidence.path("components").asInt(0),
                        shortened(evidence.path("key").asString("")));
    }

    private static String builder(JsonNode evidence) {
        return (evidence.path("builder").asString("") + " "
                        + evidence.path("builder_version").asString(""))
                .strip();
    }

    private static String bases(JsonNode evidence) {
        var bases = evidence.path("base_images").values().stream()
                .map(base -> base.path("name").asString("") + " ("
                        + base.path("digest").asString("") + ")")
                .collect(Collectors.joining(", "));
        return bases.isEmpty() ? "not told" : bases;
    }

    private static String shortened(String key) {
        return key.substring(0, Math.min(16, key.length()));
    }
}
