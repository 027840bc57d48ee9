package cc.drycc.controller.config;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change in one section: by process type, what to set; {@code null} unsets.
 *
 * @param section which one
 * @param wanted as it came, keys checked
 */
record SectionEdit(ConfigSection section, SortedMap<String, @Nullable Object> wanted) {

    /** @throws Problem.InvalidField when it is no object, or a key of it is no process type */
    static SectionEdit parse(ConfigSection section, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Problem.InvalidField(section.wire(), "Expected an object: {\"PROCESS TYPE\": …}.");
        }
        var wanted = new TreeMap<String, @Nullable Object>();
        perType(section, map).forEach((type, entry) -> {
            if (!ProcessType.isValid(type) && !isProbeOfNobody(section, type, entry)) {
                throw new Problem.InvalidField(
                        section.wire(),
                        "\"%s\" is no process type: use a-z (lowercase), 0-9 and single hyphens inside."
                                .formatted(type.length() > 63 ? type.substring(0, 63) + "…" : type));
            }
            wanted.put(type, entry);
        });
        return new SectionEdit(section, wanted);
    }

    /** Older clients name no process type where {@code web} is meant: a probe, or a tag with its text, stands alone. */
    private static Map<String, @Nullable Object> perType(ConfigSection section, Map<?, ?> map) {
        var byType = new TreeMap<String, @Nullable Object>();
        var ofWeb = new TreeMap<String, @Nullable Object>();
        map.forEach((key, entry) -> {
            var name = String.valueOf(key);
            boolean alone = switch (section) {
                case HEALTHCHECK -> name.endsWith("Probe") && !isProbeOfNobody(section, name, entry);
                case TAGS -> entry instanceof String;
                default -> false;
            };
            (alone ? ofWeb : byType).put(name, entry);
        });
        if (!ofWeb.isEmpty()) {
            byType.put(ProcessType.WEB.value(), ofWeb);
        }
        return byType;
    }

    /**
     * {@code {"livenessProbe": {"livenessProbe": null}}}: the later client unsets a probe so, and leaves out whose it is, even
     * when the person at the keyboard said it.
     */
    private static boolean isProbeOfNobody(ConfigSection section, String name, @Nullable Object entry) {
        return section == ConfigSection.HEALTHCHECK
                && name.endsWith("Probe")
                && entry instanceof Map<?, ?> map
                && map.size() == 1
                && map.containsKey(name)
                && map.get(name) == null;
    }

    /** The one process type that has the probe. */
    private String owner(Map<String, Object> all, String probe) {
        var owners = all.entrySet().stream()
                .filter(each -> each.getValue() instanceof Map<?, ?> probes && probes.containsKey(probe))
                .map(Map.Entry::getKey)
                .toList();
        return switch (owners.size()) {
            case 0 -> throw missing(probe);
            case 1 -> owners.getFirst();
            default ->
                throw new Problem.InvalidField(
                        section.wire(),
                        "%s is set for %s, and this client does not send which of them is meant. Nothing was changed."
                                .formatted(probe, String.join(" and ", owners)));
        };
    }

    /** Applies the edit. */
    SortedMap<String, Object> on(SortedMap<String, Object> before, SectionRule rule) {
        var after = new TreeMap<>(before);
        wanted.forEach((key, entry) -> {
            var type = isProbeOfNobody(section, key, entry) ? owner(after, key) : key;
            if (isUnset(entry)) {
                remove(after, type);
            } else {
                var merged =
                        merged(type, Collections.unmodifiableSortedMap(after).get(type), entry, rule);
                rule.checkWhole(type, merged);
                after.put(type, merged);
                if (merged instanceof Map<?, ?> map && map.isEmpty()) {
                    after.remove(type);
                }
            }
        });
        return after;
    }

    /** Takes groups away from process types. */
    SortedMap<String, Object> detachedFrom(SortedMap<String, Object> before) {
        var after = new TreeMap<>(before);
        wanted.forEach((type, entry) -> {
            var left = new ArrayList<Object>(after.get(type) instanceof List<?> list ? list : List.of());
            for (var group : names(entry)) {
                if (!left.remove(group)) {
                    throw missing(String.valueOf(group) + " of " + type);
                }
            }
            after.put(type, left);
            if (left.isEmpty()) {
                after.remove(type);
            }
        });
        return after;
    }

    private boolean isUnset(@Nullable Object entry) {
        return switch (entry) {
            case null -> true;
            case Map<?, ?> map -> section.form() == ConfigSection.Form.MAP && map.isEmpty();
            case List<?> list -> section.form() == ConfigSection.Form.LIST && list.isEmpty();
            default -> false;
        };
    }

    private void remove(Map<String, Object> after, String type) {
        if (after.remove(type) == null) {
            throw missing(type);
        }
    }

    private Object merged(String type, @Nullable Object before, @Nullable Object entry, SectionRule rule) {
        return switch (section.form()) {
            case SCALAR -> rule.check(type, "", Objects.requireNonNull(entry));
            case LIST -> {
                var all = new LinkedHashSet<Object>(before instanceof List<?> list ? list : List.of());
                names(entry).forEach(name -> all.add(rule.check(type, "", name)));
                yield List.copyOf(all);
            }
            case MAP -> mergedMap(type, before, entry, rule);
        };
    }

    private Object mergedMap(String type, @Nullable Object before, @Nullable Object entry, SectionRule rule) {
        if (!(entry instanceof Map<?, ?> changes)) {
            throw new Problem.InvalidField(section.wire(), type + ": expected an object.");
        }
        var after = new TreeMap<String, Object>();
        if (before instanceof Map<?, ?> map) {
            map.forEach((key, value) -> after.put(String.valueOf(key), value));
        }
        changes.forEach((key, value) -> {
            var name = String.valueOf(key);
            if (value != null) {
                after.put(name, rule.check(type, name, value));
            } else if (after.remove(name) == null) {
                throw missing(name + " of " + type);
            }
        });
        return after;
    }

    private List<?> names(@Nullable Object entry) {
        if (entry instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list;
        }
        throw new Problem.InvalidField(section.wire(), "Expected {\"PROCESS TYPE\": [\"NAME\", …]}.");
    }

    private Problem missing(String what) {
        return new Problem.Unprocessable(what + " does not exist under " + section.wire());
    }

    /** Without what is wanted: it may be secret. */
    @Override
    public String toString() {
        return "SectionEdit[" + section.wire() + " " + wanted.keySet() + "]";
    }
}
