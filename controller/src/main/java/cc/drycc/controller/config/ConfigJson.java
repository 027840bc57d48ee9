package cc.drycc.controller.config;

import cc.drycc.engine.ProcessType;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A config as the bytes that are sealed. The first format held global values only; configs are never rewritten. */
final class ConfigJson {

    /** The format of what {@link #write} returns. */
    static final int FORMAT = 2;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String GROUPS = "groups";
    private static final String PTYPES = "ptypes";

    private ConfigJson() {}

    static byte[] write(ConfigState state) {
        var all = new TreeMap<String, Object>();
        var groups = new TreeMap<String, Object>();
        var types = new TreeMap<String, Object>();
        state.variables().forEach((scope, values) -> {
            switch (scope) {
                case Scope.Group group -> groups.put(group.name(), values);
                case Scope.ForType only -> types.put(only.type().value(), values);
            }
        });
        all.put(GROUPS, groups);
        all.put(PTYPES, types);
        state.sections().forEach((section, entries) -> all.put(section.wire(), entries));
        return JSON.writeValueAsBytes(all);
    }

    /** @param format which one the bytes were written in */
    static ConfigState read(byte[] json, int format) {
        if (format == 1) {
            return ConfigState.global(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
        }
        var all = JSON.readValue(json, new TypeReference<Map<String, SortedMap<String, Object>>>() {});
        var variables = new TreeMap<Scope, SortedMap<String, String>>();
        var sections = new EnumMap<ConfigSection, SortedMap<String, Object>>(ConfigSection.class);
        all.forEach((name, entries) -> {
            switch (name) {
                case GROUPS -> entries.forEach((group, values) -> variables.put(new Scope.Group(group), texts(values)));
                case PTYPES ->
                    entries.forEach(
                            (type, values) -> variables.put(new Scope.ForType(new ProcessType(type)), texts(values)));
                default ->
                    sections.put(
                            ConfigSection.ofWire(name)
                                    .orElseThrow(() -> new IllegalStateException("unknown config section " + name)),
                            entries);
            }
        });
        return new ConfigState(variables, sections);
    }

    private static SortedMap<String, String> texts(Object values) {
        var texts = new TreeMap<String, String>();
        if (values instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }
}
