package cc.drycc.cli.commands;

import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose environment variables are meant (seed 5.6): those of a group, or of one process type.
 *
 * @param field {@code group} or {@code ptype}
 * @param name of it; the group {@code global} is for every process type
 */
record ConfigScope(String field, String name) {

    static final ConfigScope GLOBAL = new ConfigScope("group", "global");

    /** @throws WrongUsage when both are given */
    static ConfigScope of(@Nullable String ptype, @Nullable String group) {
        if (ptype != null && group != null) {
            throw new WrongUsage("give --ptype or --group, not both");
        }
        if (ptype != null) {
            return new ConfigScope("ptype", ptype);
        }
        return group == null ? GLOBAL : new ConfigScope("group", group);
    }

    /** The values of this scope in a config. */
    SortedMap<String, String> valuesOf(JsonNode config) {
        var values = new TreeMap<String, String>();
        var all = config.path("values");
        if (all.isObject()) { // those for everyone, as the reference's API shows them
            all.properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asString("")));
            return values;
        }
        all.forEach(item -> {
            if (item.path(field).asString("").equals(name)) {
                values.put(item.path("name").asString(""), item.path("value").asString(""));
            }
        });
        return values;
    }

    /** The body of a request that sets these. */
    ObjectNode setting(Map<String, String> wanted) {
        return changing(wanted, List.of());
    }

    /** The body of a request that sets some and unsets others. */
    ObjectNode changing(Map<String, String> wanted, Collection<String> gone) {
        var body = Json.object();
        if (equals(GLOBAL)) {
            var values = body.putObject("values");
            wanted.forEach(values::put);
            gone.forEach(values::putNull);
            return body;
        }
        var values = body.putArray("values");
        wanted.forEach((key, value) ->
                values.addObject().put("name", key).put("value", value).put(field, name));
        gone.forEach(key -> values.addObject().put("name", key).putNull("value").put(field, name));
        return body;
    }
}
