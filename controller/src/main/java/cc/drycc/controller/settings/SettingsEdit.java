package cc.drycc.controller.settings;

import cc.drycc.api.SettingsChange;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A wanted change of settings, read and checked; what it does not name stays.
 *
 * @param routable the new value
 * @param autodeploy the new value
 * @param autorollback the new value
 * @param allowlist the whole new list
 * @param autoscale new rules; empty ones take a rule away
 * @param label new labels; empty ones take a label away
 */
record SettingsEdit(
        Optional<Boolean> routable,
        Optional<Boolean> autodeploy,
        Optional<Boolean> autorollback,
        Optional<List<AddressRange>> allowlist,
        Map<ProcessType, Optional<ScalingRule>> autoscale,
        Map<String, Optional<String>> label) {

    private static final int MOST_LABELS = 100;
    private static final int LONGEST_LABEL = 1_000;
    private static final int MOST_PODS = 1_000;
    private static final int MOST_PERCENT = 1_000;
    /** As Kubernetes names labels: an optional DNS prefix, then at most 63 characters. */
    private static final Pattern LABEL_NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*/)?"
                    + "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @throws Problem.InvalidField naming the field that is wrong */
    static SettingsEdit parse(SettingsChange wanted) {
        return new SettingsEdit(
                flag("routable", wanted.routable()),
                flag("autodeploy", wanted.autodeploy()),
                flag("autorollback", wanted.autorollback()),
                Optional.ofNullable(wanted.allowlist()).map(list -> Addressing.ranges("allowlist", list)),
                entries("autoscale", wanted.autoscale(), SettingsEdit::type, SettingsEdit::rule),
                entries("label", wanted.label(), SettingsEdit::labelName, SettingsEdit::labelValue));
    }

    private static Optional<Boolean> flag(String field, @Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Boolean flag -> Optional.of(flag);
            default -> throw new Problem.InvalidField(field, "Must be a valid boolean.");
        };
    }

    private static <K, V> Map<K, Optional<V>> entries(
            String field, @Nullable Object value, Function<String, K> name, Function<Object, V> content) {
        var edits = new LinkedHashMap<K, Optional<V>>();
        object(field, value)
                .forEach((key, each) ->
                        edits.put(name.apply(key), Optional.ofNullable(each).map(content)));
        return edits;
    }

    /** A map, or the string with its JSON that some clients send. */
    private static Map<String, @Nullable Object> object(String field, @Nullable Object value) {
        var given = value instanceof String text ? json(text) : value;
        var object = new LinkedHashMap<String, @Nullable Object>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((key, each) -> object.put(String.valueOf(key), each));
        } else if (value != null) {
            throw new Problem.InvalidField(field, "Must be an object of names and values.");
        }
        return object;
    }

    private static @Nullable Object json(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static ProcessType type(String name) {
        if (name.equals("run") || !ProcessType.isValid(name)) {
            throw new Problem.InvalidField(
                    "autoscale", "A process type has a-z (lowercase), 0-9 and hyphens, and is not run.");
        }
        return new ProcessType(name);
    }

    private static ScalingRule rule(Object value) {
        if (!(value instanceof Map<?, ?> rule)
                || !List.of("min", "max", "cpu_percent").containsAll(rule.keySet())) {
            throw new Problem.InvalidField("autoscale", "A rule has min, max and cpu_percent, all of them.");
        }
        int min = number(rule, "min", MOST_PODS);
        int max = number(rule, "max", MOST_PODS);
        int percent = number(rule, "cpu_percent", MOST_PERCENT);
        if (max < min) {
            throw new Problem.InvalidField("autoscale", "max must not be below min.");
        }
        return new ScalingRule(min, max, percent);
    }

    private static int number(Map<?, ?> rule, String name, int most) {
        if (rule.get(name) instanceof Integer number && number >= 1 && number <= most) {
            return number;
        }
        throw new Problem.InvalidField("autoscale", name + " must be a whole number from 1 to " + most + ".");
    }

    private static String labelName(String name) {
        if (name.length() > 253 || !LABEL_NAME.matcher(name).matches()) {
            throw new Problem.InvalidField(
                    "label",
                    "A label's name has letters, digits, dots, hyphens and underscores, at most 63, and begins and ends"
                            + " with a letter or a digit.");
        }
        return name;
    }

    private static String labelValue(Object value) {
        var text = switch (value) {
            case String string -> string;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw new Problem.InvalidField("label", "A label's value is a text.");
        };
        if (text.length() > LONGEST_LABEL || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new Problem.InvalidField(
                    "label",
                    "A label's value has at most %d characters and no control characters.".formatted(LONGEST_LABEL));
        }
        return text;
    }

    /**
     * The settings with this change made.
     *
     * @throws Problem.Unprocessable when something is to be taken away that is not there
     */
    AppSettings on(AppSettings before) {
        var labels = merged("label", before.label(), label);
        if (labels.size() > MOST_LABELS) {
            throw new Problem.InvalidField("label", "An app has at most " + MOST_LABELS + " labels.");
        }
        return new AppSettings(
                before.uuid(),
                routable.orElse(before.routable()),
                autodeploy.orElse(before.autodeploy()),
                autorollback.orElse(before.autorollback()),
                allowlist.orElse(before.allowlist()),
                merged("autoscale", before.autoscale(), autoscale),
                labels,
                before.created(),
                before.updated());
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> merged(
            String field, SortedMap<K, V> before, Map<K, Optional<V>> edits) {
        var merged = new TreeMap<>(before);
        edits.forEach((key, value) -> {
            if (value.isPresent()) {
                merged.put(key, value.get());
            } else if (merged.remove(key) == null) {
                throw new Problem.Unprocessable("%s does not exist under %s".formatted(key, field));
            }
        });
        return merged;
    }

    /** Which fields differ, for the app's log. */
    static String difference(AppSettings before, AppSettings after) {
        var changed = new LinkedHashSet<String>();
        Map.<String, Function<AppSettings, Object>>of(
                        "routable", AppSettings::routable,
                        "autodeploy", AppSettings::autodeploy,
                        "autorollback", AppSettings::autorollback,
                        "allowlist", AppSettings::allowlist,
                        "autoscale", AppSettings::autoscale,
                        "label", AppSettings::label)
                .forEach((name, part) -> {
                    if (!part.apply(before).equals(part.apply(after))) {
                        changed.add(name);
                    }
                });
        return String.join(", ", changed.stream().sorted().toList());
    }
}
