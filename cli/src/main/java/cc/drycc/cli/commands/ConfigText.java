package cc.drycc.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A config as the user guide prints it (seed 5.6): {@code === APP}, then {@code NAME: value}; what is not for everyone
 * under a heading of its own.
 *
 * @param app whose
 * @param config as the controller answered
 */
record ConfigText(String app, JsonNode config) {

    /** @param only whether other scopes are left out */
    String of(ConfigScope scope, boolean only) {
        var text = new StringBuilder();
        section(text, scope);
        if (!only) {
            others().forEach(other -> section(text, other));
        }
        return text.toString();
    }

    private List<ConfigScope> others() {
        var groups = new TreeSet<String>();
        var types = new TreeSet<String>();
        if (!config.path("values").isArray()) {
            return List.of(); // an older controller knows no others
        }
        config.path("values").forEach(item -> {
            var type = item.path("ptype").asString("");
            (type.isEmpty() ? groups : types)
                    .add(type.isEmpty() ? item.path("group").asString("") : type);
        });
        config.path("values_refs").properties().forEach(entry -> types.add(entry.getKey()));
        groups.remove(ConfigScope.GLOBAL.name());
        var scopes = new ArrayList<ConfigScope>();
        groups.forEach(name -> scopes.add(new ConfigScope("group", name)));
        types.forEach(name -> scopes.add(new ConfigScope("ptype", name)));
        return scopes;
    }

    private void section(StringBuilder text, ConfigScope scope) {
        text.append("=== ").append(app);
        if (!scope.equals(ConfigScope.GLOBAL)) {
            text.append(' ').append(scope.field()).append(' ').append(scope.name());
            if (scope.field().equals("ptype")) {
                var groups = new ArrayList<String>();
                config.path("values_refs").path(scope.name()).forEach(group -> groups.add(group.asString("")));
                text.append(groups.isEmpty() ? "" : " (attached: " + String.join(", ", groups) + ")");
            }
        }
        text.append('\n');
        scope.valuesOf(config)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
    }
}
