package cc.drycc.controller.conformance;

import java.util.regex.Pattern;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of the reference, which here and there lacks a comma between two lines or has the wrong quotes. */
final class LooseJson {

    private static final Pattern MISSING_COMMA = Pattern.compile("(?<=[\\w\"}\\]])\\s*\\n\\s*(?=\")");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private LooseJson() {}

    static JsonNode read(String text) {
        return JSON.readTree(MISSING_COMMA.matcher(text).replaceAll(",\n"));
    }
}
