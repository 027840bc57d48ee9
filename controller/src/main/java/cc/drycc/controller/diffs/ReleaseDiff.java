package cc.drycc.controller.diffs;

import cc.drycc.api.ReleaseChange;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what two releases run, thing by thing: the build, its process types, the values, then the other config. */
final class ReleaseDiff {

    private final List<ReleaseChange> changes = new ArrayList<>();

    private ReleaseDiff() {}

    /**
     * What one would see change on the way from a release to another.
     *
     * @param before what the first runs; empty for one without a build
     */
    static List<ReleaseChange> of(
            Optional<Build> before, ConfigState configBefore, Optional<Build> after, ConfigState configAfter) {
        var diff = new ReleaseDiff();
        diff.open("build", build(before), build(after));
        diff.open("ptypes", commands(before), commands(after));
        diff.values(configBefore, configAfter);
        for (var section : ConfigSection.values()) {
            diff.section(section, configBefore.section(section), configAfter.section(section));
        }
        return List.copyOf(diff.changes);
    }

    private static Map<String, String> build(Optional<Build> build) {
        var facts = new TreeMap<String, String>();
        build.ifPresent(known -> {
            put(facts, "image", known.image());
            put(facts, "sha", known.sha());
            put(facts, "stack", known.stack());
            known.imageId().ifPresent(id -> facts.put("digest", id.value()));
            known.processTypes().stream()
                    .filter(type -> !known.imageIdOf(type).equals(known.imageId()))
                    .forEach(type -> {
                        put(facts, "image of " + type, known.imageOf(type));
                        known.imageIdOf(type).ifPresent(id -> facts.put("digest of " + type, id.value()));
                    });
        });
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    /** A process type that has no command of its own runs the image's. */
    private static Map<String, String> commands(Optional<Build> build) {
        var commands = new TreeMap<String, String>();
        build.ifPresent(
                known -> known.processTypes().forEach(type -> commands.put(type.value(), known.commandOf(type))));
        return commands;
    }

    private void values(ConfigState before, ConfigState after) {
        var scopes = new TreeSet<>(before.variables().keySet());
        scopes.addAll(after.variables().keySet());
        for (var scope : scopes) {
            var group = scope instanceof Scope.Group named ? named.name() : null;
            var ptype = scope instanceof Scope.ForType only ? only.type().value() : null;
            var was = before.values(scope);
            var is = after.values(scope);
            for (var name : names(was, is)) {
                verb(was.get(name), is.get(name))
                        .ifPresent(
                                verb -> changes.add(new ReleaseChange("values", name, group, ptype, verb, null, null)));
            }
        }
    }

    private void section(ConfigSection section, Map<String, Object> before, Map<String, Object> after) {
        for (var type : names(before, after)) {
            var was = before.get(type);
            var is = after.get(type);
            if (was instanceof Map<?, ?> || is instanceof Map<?, ?>) {
                inside(section, type, entries(was), entries(is));
            } else {
                verb(was, is)
                        .ifPresent(verb -> changes.add(new ReleaseChange(
                                section.wire(), type, null, type, verb, shown(section, was), shown(section, is))));
            }
        }
    }

    private void inside(ConfigSection section, String type, Map<?, ?> before, Map<?, ?> after) {
        for (var name : names(before, after)) {
            verb(before.get(name), after.get(name))
                    .ifPresent(verb -> changes.add(new ReleaseChange(
                            section.wire(),
                            name,
                            null,
                            type,
                            verb,
                            shown(section, before.get(name)),
                            shown(section, after.get(name)))));
        }
    }

    /** What holds no secret is shown; headers of a probe or the words of a hook may hold one. */
    private static @Nullable String shown(ConfigSection section, @Nullable Object value) {
        return switch (section) {
            case VALUES_REFS, LIMITS, MEMORY, CPU, TERMINATION_GRACE_PERIOD, TAGS ->
                value instanceof List<?> list
                        ? String.join(", ", list.stream().map(String::valueOf).toList())
                        : value == null ? null : String.valueOf(value);
            case REGISTRY, HEALTHCHECK, LIFECYCLE -> null;
        };
    }

    private void open(String area, Map<String, String> before, Map<String, String> after) {
        for (var name : names(before, after)) {
            var was = before.get(name);
            var is = after.get(name);
            verb(was, is).ifPresent(verb -> changes.add(new ReleaseChange(area, name, null, null, verb, was, is)));
        }
    }

    private static Optional<String> verb(@Nullable Object before, @Nullable Object after) {
        if (Objects.equals(text(before), text(after))) {
            return Optional.empty();
        }
        return Optional.of(before == null ? "added" : after == null ? "deleted" : "changed");
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }

    private static Map<?, ?> entries(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Iterable<String> names(Map<?, ?> before, Map<?, ?> after) {
        var names = new TreeSet<String>();
        before.keySet().forEach(name -> names.add(String.valueOf(name)));
        after.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }
}
