package cc.drycc.cli.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    /** An empty object to fill. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @throws tools.jackson.core.JacksonException when it is none */
    public static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /** Maps, lists, strings, numbers and so on, in the order of the fields. */
    public static Object plain(JsonNode json) {
        return MAPPER.treeToValue(json, Object.class);
    }

    /** Maps, lists, strings, numbers and so on as JSON; null too. */
    public static JsonNode of(@Nullable Object plain) {
        return MAPPER.valueToTree(plain);
    }

    /** On one line. */
    public static String compact(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }

    /** On many lines, for people. */
    public static String pretty(JsonNode json) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
