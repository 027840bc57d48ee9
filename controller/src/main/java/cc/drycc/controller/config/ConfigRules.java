package cc.drycc.controller.config;

import cc.drycc.controller.deploys.DeploySettings;
import cc.drycc.controller.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What config may hold (reference controller's rules; sizes are ours: Linux and Kubernetes take no more). */
final class ConfigRules {

    static final String NAME =
            "Config key can only supports: A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 255 of them.";

    static final String GROUP =
            "A group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them.";

    private static final String FIELD = "values";
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final Pattern GROUP_GRAMMAR = Pattern.compile("[A-Za-z0-9_.-]{1,63}");
    private static final int LARGEST_VALUE = 64 * 1024;
    private static final int LARGEST_ALL = 512 * 1024;
    private static final int MOST = 1_000;
    private static final Set<String> PLATFORMS_OWN = Set.of(
            "DRYCC_APP",
            "DRYCC_RELEASE",
            "WORKFLOW_RELEASE",
            "WORKFLOW_RELEASE_SUMMARY",
            "WORKFLOW_RELEASE_CREATED_AT",
            "SOURCE_VERSION");
    private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent");

    private ConfigRules() {}

    static boolean isName(String name) {
        return GRAMMAR.matcher(name).matches();
    }

    static boolean isGroup(String name) {
        return GROUP_GRAMMAR.matcher(name).matches();
    }

    /**
     * Returns when these may be set.
     *
     * @throws Problem.InvalidField naming the first one that may not, never its value
     */
    static void checkWanted(ConfigEdit edit) {
        edit.values()
                .values()
                .forEach(values -> values.forEach((name, value) -> {
                    checkName(name);
                    value.ifPresent(text -> checkValue(name, text));
                }));
    }

    /** As {@link #checkWanted(ConfigEdit)}, for one value. */
    static void checkWanted(String name, String value) {
        checkName(name);
        checkValue(name, value);
    }

    private static void checkName(String name) {
        if (!isName(name)) {
            throw invalid(NAME);
        }
        if (PLATFORMS_OWN.contains(name)) {
            throw invalid(name + " is set by the platform and cannot be changed.");
        }
    }

    /** @throws Problem.TooLarge when all values together are too many or too large */
    static void checkAll(ConfigState state) {
        int count = 0;
        long bytes = 0;
        for (var values : state.variables().values()) {
            count += values.size();
            for (var entry : values.entrySet()) {
                bytes += size(entry.getKey()) + size(entry.getValue());
            }
        }
        if (count > MOST) {
            throw new Problem.TooLarge("An app can have at most 1000 values. Nothing was changed.");
        }
        if (bytes > LARGEST_ALL) {
            throw new Problem.TooLarge("All values together can have at most 512 KiB. Nothing was changed.");
        }
    }

    private static void checkValue(String name, String value) {
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw invalid(name + ": the value must be text without NUL characters.");
        }
        if (size(value) > LARGEST_VALUE) {
            throw invalid(name + ": the value can have at most 64 KiB.");
        }
        switch (name) {
            case "PORT" -> checkPort(value);
            case "IMAGE_PULL_POLICY" -> {
                if (!PULL_POLICIES.contains(value)) {
                    throw invalid("IMAGE_PULL_POLICY must be Always or IfNotPresent");
                }
            }
            case DeploySettings.BATCHES, DeploySettings.TIMEOUT, DeploySettings.GRACE -> checkDeploy(name, value);
            default -> {}
        }
    }

    private static void checkPort(String value) {
        if (!value.matches("[0-9]+")) {
            throw invalid("PORT can only be a numeric value");
        }
        if (value.length() > 5 || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65_535) {
            throw invalid("PORT needs to be between 1 and 65535");
        }
    }

    private static void checkDeploy(String name, String value) {
        try {
            DeploySettings.DEFAULT.with(Map.of(name, value));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Problem invalid(String message) {
        return new Problem.InvalidField(FIELD, message);
    }
}
