package cc.drycc.controller.config;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change. Values come in two shapes: the reference's {@code {"NAME": "value", "OTHER": null}} and
 * the later client's {@code [{"name": …, "value": …, "group" or "ptype": …}]}.
 *
 * @param values by scope and name; empty means unset. A scope that is named here without values is replaced by nothing
 *     when replacing
 * @param sections the rest
 */
record ConfigEdit(SortedMap<Scope, SortedMap<String, Optional<String>>> values, List<SectionEdit> sections) {

    private static final String FIELD = "values";

    /** Whether values that are not named stay. */
    enum Mode {
        MERGE,
        /** The values of each scope that is named are all it has afterwards. */
        REPLACE
    }

    /**
     * What an edit comes to.
     *
     * @param state all of it
     * @param summary what happened, {@code added FOO, changed BAR, deleted BAZ}; empty when nothing did
     */
    record Result(ConfigState state, String summary) {}

    /**
     * Reads the body of a change.
     *
     * @throws Problem.InvalidField when it is of neither shape, or changes nothing at all
     */
    static ConfigEdit parse(@Nullable Object values, List<SectionEdit> sections) {
        if (values == null && !sections.isEmpty()) {
            return new ConfigEdit(new TreeMap<>(), sections);
        }
        var wanted = new TreeMap<Scope, SortedMap<String, Optional<String>>>();
        switch (values) {
            case null -> throw new Problem.InvalidField(FIELD, "This field is required.");
            case Map<?, ?> map -> {
                var global = wanted.computeIfAbsent(Scope.Group.GLOBAL, scope -> new TreeMap<>());
                map.forEach((name, value) -> global.put(String.valueOf(name), value(String.valueOf(name), value)));
            }
            case List<?> list -> list.forEach(item -> addItem(wanted, item));
            default -> throw new Problem.InvalidField(FIELD, "Expected an object: {\"NAME\": \"value\"}.");
        }
        return new ConfigEdit(wanted, sections);
    }

    /**
     * Applies the edit.
     *
     * @throws Problem.Unprocessable when something is to be unset that is not there
     */
    Result on(ConfigState before, Mode mode, SectionRules rules) {
        var variables = new TreeMap<>(before.variables());
        values.forEach((scope, wanted) -> variables.put(scope, changed(before.values(scope), wanted, mode)));
        var sections = new EnumMap<ConfigSection, SortedMap<String, Object>>(ConfigSection.class);
        sections.putAll(before.sections());
        for (var edit : this.sections) {
            sections.put(edit.section(), edit.on(before.section(edit.section()), rules.of(edit.section())));
        }
        var after = new ConfigState(variables, sections);
        return new Result(after, ConfigSummary.of(before, after));
    }

    private static SortedMap<String, String> changed(
            Map<String, String> before, Map<String, Optional<String>> wanted, Mode mode) {
        var after = mode == Mode.MERGE ? new TreeMap<>(before) : new TreeMap<String, String>();
        wanted.forEach((name, value) -> {
            if (value.isPresent()) {
                after.put(name, value.get());
            } else if (after.remove(name) == null && !before.containsKey(name)) {
                throw new Problem.Unprocessable(name + " does not exist under values");
            }
        });
        return after;
    }

    private static void addItem(SortedMap<Scope, SortedMap<String, Optional<String>>> wanted, @Nullable Object item) {
        if (!(item instanceof Map<?, ?> fields) || !(fields.get("name") instanceof String name)) {
            throw new Problem.InvalidField(FIELD, "Expected items of the form {\"name\": …, \"value\": …}.");
        }
        wanted.computeIfAbsent(scope(name, fields.get("group"), fields.get("ptype")), unseen -> new TreeMap<>())
                .put(name, value(name, fields.get("value")));
    }

    private static Scope scope(String name, @Nullable Object group, @Nullable Object type) {
        if (isGiven(group) && isGiven(type)) {
            throw new Problem.InvalidField(FIELD, name(name) + "give a group or a process type, not both.");
        }
        if (isGiven(type)) {
            if (!(type instanceof String text) || !ProcessType.isValid(text)) {
                throw new Problem.InvalidField(
                        FIELD,
                        name(name) + "ptype must be a process type: a-z (lowercase), 0-9 and single hyphens inside.");
            }
            return new Scope.ForType(new ProcessType(text));
        }
        if (!isGiven(group)) {
            return Scope.Group.GLOBAL;
        }
        if (!(group instanceof String text) || !ConfigRules.isGroup(text)) {
            throw new Problem.InvalidField(FIELD, name(name) + ConfigRules.GROUP);
        }
        return new Scope.Group(text);
    }

    private static boolean isGiven(@Nullable Object field) {
        return field != null && !field.equals("");
    }

    private static String name(String name) {
        return ConfigRules.isName(name) ? name + ": " : "";
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
        return "ConfigEdit[" + values.keySet() + ", " + sections + "]";
    }
}
