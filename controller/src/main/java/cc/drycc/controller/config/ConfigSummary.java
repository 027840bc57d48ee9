package cc.drycc.controller.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a change of config did, in a release's words: {@code added FOO, changed BAR, deleted BAZ}. A value that is not for
 * everyone is followed by its group or process type, {@code added FOO (web)}; what is not a value by the process types:
 * {@code changed limits web}.
 */
final class ConfigSummary {

    private static final int MOST_NAMED = 20;

    private enum Verb {
        ADDED,
        CHANGED,
        DELETED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private ConfigSummary() {}

    /** Empty when nothing changed. */
    static String of(ConfigState before, ConfigState after) {
        var parts = new ArrayList<String>();
        var scopes = new TreeSet<>(before.variables().keySet());
        scopes.addAll(after.variables().keySet());
        var named = new EnumMap<Verb, List<String>>(Verb.class);
        for (var scope : scopes) {
            var where = scope.equals(Scope.Group.GLOBAL) ? "" : " (" + scope.label() + ")";
            differences(before.values(scope), after.values(scope))
                    .forEach((verb, names) ->
                            names.forEach(name -> named.computeIfAbsent(verb, unseen -> new ArrayList<>())
                                    .add(name + where)));
        }
        named.forEach((verb, names) -> parts.add(verb.word() + " " + list(names)));
        for (var section : ConfigSection.values()) {
            differences(before.section(section), after.section(section))
                    .forEach((verb, types) -> parts.add(verb.word() + " " + section.wire() + " " + list(types)));
        }
        return String.join(", ", parts);
    }

    private static Map<Verb, Collection<String>> differences(Map<String, ?> before, Map<String, ?> after) {
        var found = new EnumMap<Verb, Collection<String>>(Verb.class);
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var verb = !before.containsKey(name) ? Verb.ADDED : after.containsKey(name) ? Verb.CHANGED : Verb.DELETED;
            if (verb != Verb.CHANGED || !String.valueOf(before.get(name)).equals(String.valueOf(after.get(name)))) {
                found.computeIfAbsent(verb, unseen -> new ArrayList<>()).add(name);
            }
        }
        return found;
    }

    private static String list(Collection<String> names) {
        var shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMED;
        return shown + (more > 0 ? " and " + more + " more" : "");
    }
}
