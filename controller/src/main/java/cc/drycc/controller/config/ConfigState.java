package cc.drycc.controller.config;

import cc.drycc.engine.ProcessType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All an app is configured with.
 *
 * @param variables the environment by scope; a scope without values is not there
 * @param sections the rest, by process type; a section without entries is not there. Leaves are texts, lists of texts, or
 *     maps of JSON values, as {@link ConfigSection.Form} says
 */
public record ConfigState(
        SortedMap<Scope, SortedMap<String, String>> variables, Map<ConfigSection, SortedMap<String, Object>> sections) {

    /** Nothing at all. */
    public static final ConfigState EMPTY = new ConfigState(new TreeMap<>(), Map.of());

    public ConfigState {
        var scopes = new TreeMap<Scope, SortedMap<String, String>>();
        variables.forEach((scope, values) -> {
            if (!values.isEmpty()) {
                scopes.put(scope, Collections.unmodifiableSortedMap(new TreeMap<>(values)));
            }
        });
        variables = Collections.unmodifiableSortedMap(scopes);
        var kept = new EnumMap<ConfigSection, SortedMap<String, Object>>(ConfigSection.class);
        sections.forEach((section, entries) -> {
            if (!entries.isEmpty()) {
                kept.put(section, Collections.unmodifiableSortedMap(new TreeMap<>(entries)));
            }
        });
        sections = Collections.unmodifiableMap(kept);
    }

    /** Only values, for every process type. */
    public static ConfigState global(Map<String, String> values) {
        var variables = new TreeMap<Scope, SortedMap<String, String>>();
        variables.put(Scope.Group.GLOBAL, new TreeMap<>(values));
        return new ConfigState(variables, Map.of());
    }

    /** The values of one scope. */
    public SortedMap<String, String> values(Scope scope) {
        return variables.getOrDefault(scope, Collections.emptySortedMap());
    }

    /** The values for every process type. */
    public SortedMap<String, String> global() {
        return values(Scope.Group.GLOBAL);
    }

    /** One section. */
    public SortedMap<String, Object> section(ConfigSection section) {
        return sections.getOrDefault(section, Collections.emptySortedMap());
    }

    /** The groups attached to a process type, in order. */
    public List<String> groups(ProcessType type) {
        return section(ConfigSection.VALUES_REFS).get(type.value()) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * The environment of a process type: what is for everyone, then the groups attached to it in order, then its own; later
     * ones win.
     */
    public SortedMap<String, String> environment(ProcessType type) {
        var env = new TreeMap<>(global());
        for (var group : groups(type)) {
            env.putAll(values(new Scope.Group(group)));
        }
        env.putAll(values(new Scope.ForType(type)));
        return env;
    }

    /** All values of all scopes by name, for taking them out of what people see; also what logs in at registries. */
    public Map<String, String> secrets() {
        var secrets = new TreeMap<String, String>();
        variables.forEach((scope, values) -> values.forEach((name, value) ->
                secrets.put(scope.equals(Scope.Group.GLOBAL) ? name : scope.label() + "/" + name, value)));
        section(ConfigSection.REGISTRY).forEach((type, entry) -> {
            if (entry instanceof Map<?, ?> login && login.get("password") instanceof String password) {
                secrets.put(type + "/password", password);
            }
        });
        return secrets;
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigState[" + variables.keySet() + ", " + sections.keySet() + "]";
    }
}
