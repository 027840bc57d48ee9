package cc.drycc.controller.config;

import cc.drycc.api.ConfigInfo;
import cc.drycc.api.ConfigValue;
import cc.drycc.api.ListedConfig;
import cc.drycc.controller.apps.App;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A config as it is answered, in either shape. */
final class ShownConfig {

    private ShownConfig() {}

    /** With the values for everyone as a map. */
    static ConfigInfo reference(App app, Config config, Map<String, String> values) {
        var state = config.state();
        return new ConfigInfo(
                config.uuid(),
                config.owner(),
                app.name().value(),
                values,
                state.section(ConfigSection.MEMORY),
                state.section(ConfigSection.CPU),
                state.section(ConfigSection.TAGS),
                state.section(ConfigSection.HEALTHCHECK),
                state.section(ConfigSection.VALUES_REFS),
                state.section(ConfigSection.LIMITS),
                state.section(ConfigSection.TERMINATION_GRACE_PERIOD),
                state.section(ConfigSection.LIFECYCLE),
                registry(state),
                config.created(),
                config.updated());
    }

    /** With all values as a list. */
    static ListedConfig listed(App app, Config config) {
        var state = config.state();
        return new ListedConfig(
                config.uuid(),
                config.owner(),
                app.name().value(),
                items(state),
                state.section(ConfigSection.VALUES_REFS),
                state.section(ConfigSection.LIMITS),
                state.section(ConfigSection.MEMORY),
                state.section(ConfigSection.CPU),
                state.section(ConfigSection.TAGS),
                registry(state),
                state.section(ConfigSection.HEALTHCHECK),
                state.section(ConfigSection.LIFECYCLE),
                state.section(ConfigSection.TERMINATION_GRACE_PERIOD),
                config.created(),
                config.updated());
    }

    private static List<ConfigValue> items(ConfigState state) {
        var items = new ArrayList<ConfigValue>();
        state.variables()
                .forEach((scope, values) -> values.forEach((name, value) -> items.add(
                        switch (scope) {
                            case Scope.Group group -> new ConfigValue.OfGroup(name, value, group.name());
                            case Scope.ForType only ->
                                new ConfigValue.OfType(name, value, only.type().value());
                        })));
        return items;
    }

    /** Passwords are for the engine only; nobody reads them back. */
    private static Map<String, Object> registry(ConfigState state) {
        var shown = new TreeMap<String, Object>();
        state.section(ConfigSection.REGISTRY).forEach((type, entry) -> {
            var fields = new TreeMap<String, Object>();
            if (entry instanceof Map<?, ?> login) {
                login.forEach((name, value) ->
                        fields.put(String.valueOf(name), "password".equals(name) ? "********" : value));
            }
            shown.put(type, fields);
        });
        return Collections.unmodifiableMap(shown);
    }
}
