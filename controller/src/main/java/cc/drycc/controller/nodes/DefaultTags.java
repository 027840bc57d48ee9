package cc.drycc.controller.nodes;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tags of process types that have none of their own ({@value #NAME}, seed 6.1). Own ones take the place of all of
 * these (reference controller).
 *
 * @param tags labels this machine has
 */
public record DefaultTags(SortedMap<String, String> tags) {

    public static final String NAME = "DRYCC_DEFAULT_CONFIG_TAGS";

    public DefaultTags {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException when they cannot be tags, or the node does not have them: no app would run
     */
    public static DefaultTags from(Map<String, String> environment, Node node) {
        var tags = read(environment.getOrDefault(NAME, ""));
        if (!node.matches(tags)) {
            throw new IllegalArgumentException(
                    "%s must be labels of this machine, which lacks %s; add them to %s, for example %s=%s"
                            .formatted(
                                    NAME,
                                    Node.words(tags),
                                    Node.LABELS,
                                    Node.LABELS,
                                    Node.words(tags).replace(", ", ",")));
        }
        return new DefaultTags(tags);
    }

    private static SortedMap<String, String> read(String text) {
        var tags = new TreeMap<String, String>();
        if (text.isBlank()) {
            return tags;
        }
        try {
            var object = JsonMapper.shared().readTree(text);
            object.properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
            if (object.isObject() && tags.entrySet().stream().allMatch(DefaultTags::isTag)) {
                return tags;
            }
        } catch (JacksonException e) {
            throw wrong(e);
        }
        throw wrong(null);
    }

    private static IllegalArgumentException wrong(@org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                NAME + " must be a JSON object of tags such as {\"role\": \"worker\"}", cause);
    }

    private static boolean isTag(Map.Entry<String, String> tag) {
        return Tags.wrongKey(tag.getKey()).isEmpty() && Tags.isValue(tag.getValue());
    }

    /** A process type's own tags, else these. */
    public Map<String, String> or(Map<String, String> own) {
        return own.isEmpty() ? tags : own;
    }
}
