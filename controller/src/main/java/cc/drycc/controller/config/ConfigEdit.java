package cc.drycc.controller.config;

import cc.drycc.controller.problems.Problem;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change: names with a new value, or without one to unset them. Two shapes are understood: the
 * reference's {@code {"NAME": "value", "OTHER": null}} and the later client's {@code [{"name": …, "value": …}]}.
 *
 * @param wanted by name; empty means unset
 */
record ConfigEdit(Map<String, Optional<String>> wanted) {

    private static final String FIELD = "values";
    private static final int MOST_NAMED = 20;

    /** Whether values that are not named stay. */
    enum Mode {
        MERGE,
        REPLACE
    }

    /**
     * What an edit comes to.
     *
     * @param values all of them
     * @param summary what happened, {@code added FOO, changed BAR, deleted BAZ}; empty when nothing did
     */
    record Result(Map<String, String> values, String summary) {}

    /** @throws Problem.InvalidField when it is neither shape */
    static ConfigEdit parse(@Nullable Object values) {
        var wanted = new TreeMap<String, Optional<String>>();
        switch (values) {
            case null -> throw new Problem.InvalidField(FIELD, "This field is required.");
            case Map<?, ?> map ->
                map.forEach((name, value) -> wanted.put(String.valueOf(name), value(String.valueOf(name), value)));
            case List<?> list -> list.forEach(item -> addItem(wanted, item));
            default -> throw new Problem.InvalidField(FIELD, "Expected an object: {\"NAME\": \"value\"}.");
        }
        return new ConfigEdit(wanted);
    }

    /** Applies the edit. */
    Result on(Map<String, String> before, Mode mode) {
        var after = mode == Mode.MERGE ? new TreeMap<>(before) : new TreeMap<String, String>();
        wanted.forEach((name, value) -> {
            if (value.isPresent()) {
                after.put(name, value.get());
            } else if (after.remove(name) == null && !before.containsKey(name)) {
                throw new Problem.Unprocessable(name + " does not exist under values");
            }
        });
        return new Result(after, summary(before, after));
    }

    private static String summary(Map<String, String> before, Map<String, String> after) {
        var added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        var deleted = new TreeSet<>(before.keySet());
        deleted.removeAll(after.keySet());
        var changed = new TreeSet<>(after.keySet());
        changed.removeIf(name -> !before.containsKey(name) || before.get(name).equals(after.get(name)));
        return List.of(part("added", added), part("changed", changed), part("deleted", deleted)).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String part(String verb, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        var shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMED;
        return verb + " " + shown + (more > 0 ? " and " + more + " more" : "");
    }

    private static void addItem(Map<String, Optional<String>> wanted, @Nullable Object item) {
        if (!(item instanceof Map<?, ?> fields) || !(fields.get("name") instanceof String name)) {
            throw new Problem.InvalidField(FIELD, "Expected items of the form {\"name\": …, \"value\": …}.");
        }
        var group = fields.get("group");
        if (fields.get("ptype") != null || !(group == null || group.equals("global"))) {
            throw new Problem.InvalidField(
                    FIELD, name + ": values for one process type or group are not supported; leave them out.");
        }
        wanted.put(name, value(name, fields.get("value")));
    }

    private static Optional<String> value(String name, @Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            case Integer number -> Optional.of(number.toString());
            case Long number -> Optional.of(number.toString());
            case BigInteger number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            default ->
                throw new Problem.InvalidField(
                        FIELD, ConfigRules.isName(name) ? name + ": the value must be a string." : ConfigRules.NAME);
        };
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigEdit[" + wanted.keySet() + "]";
    }
}
