package cc.drycc.controller.nodes;

import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.SectionRule;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tags: the labels a node must have to run a process type (seed 5.6 "Isolate Applications"; Kubernetes label grammar). */
public final class Tags implements SectionRule {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST_PREFIX = 253;

    private final Node node;

    public Tags(Node node) {
        this.node = node;
    }

    /** The tags of a process type. */
    public static Map<String, String> of(ConfigState config, ProcessType type) {
        var tags = new TreeMap<String, String>();
        if (config.section(ConfigSection.TAGS).get(type.value()) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
        }
        return tags;
    }

    @Override
    public ConfigSection section() {
        return ConfigSection.TAGS;
    }

    @Override
    public Object check(String type, String key, Object value) {
        wrongKey(key).ifPresent(message -> {
            throw invalid(message);
        });
        if (value instanceof Map<?, ?> || value instanceof Iterable<?> || !isValue(String.valueOf(value))) {
            throw invalid("Tag values must be alphanumeric or \"-_.\", and 1-63 characters.");
        }
        return String.valueOf(value);
    }

    @Override
    public void checkWhole(String type, Object entry) {
        var tags = new TreeMap<String, String>();
        if (entry instanceof Map<?, ?> map) {
            map.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
        }
        if (!node.matches(tags)) {
            throw new Problem.Refused("No nodes matched the provided labels: " + Node.words(tags)
                    + ". This machine has: " + Node.words(node.labels()) + " (its operator sets more with "
                    + Node.LABELS + ").");
        }
    }

    static boolean isValue(String value) {
        return WORD.matcher(value).matches();
    }

    /** What is wrong with a tag's name, if anything. */
    static Optional<String> wrongKey(String key) {
        int slash = key.indexOf('/');
        var prefix = slash < 0 ? "" : key.substring(0, slash);
        if (prefix.length() > LONGEST_PREFIX) {
            return Optional.of("Tag key prefixes must 253 characters or less.");
        }
        if (slash >= 0 && !PREFIX.matcher(prefix).matches()) {
            return Optional.of("Tag key prefixes must be DNS subdomains.");
        }
        return isValue(key.substring(slash + 1))
                ? Optional.empty()
                : Optional.of("Tag keys must be alphanumeric or \"-_.\", and 1-63 characters.");
    }
}
