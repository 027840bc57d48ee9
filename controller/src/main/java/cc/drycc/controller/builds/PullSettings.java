package cc.drycc.controller.builds;

import cc.drycc.engine.PullPolicy;
import java.util.Map;

/**
 * When {@code drycc pull} asks the registry; each app may override the platform's value with config of the same name (seed
 * 5.1 and 6.1).
 *
 * @param policy {@value #NAME}: {@code Always} or {@code IfNotPresent}, the default
 */
public record PullSettings(PullPolicy policy) {

    public static final String NAME = "IMAGE_PULL_POLICY";

    /** As the seed has it. */
    public static final PullSettings DEFAULT = new PullSettings(PullPolicy.IF_NOT_PRESENT);

    /**
     * These settings with the value that is given instead.
     *
     * @param values the platform's environment or an app's config; other names are ignored
     * @throws IllegalArgumentException when it is neither of the two words
     */
    public PullSettings with(Map<String, String> values) {
        return switch (values.getOrDefault(NAME, "").strip()) {
            case "" -> this;
            case "Always" -> new PullSettings(PullPolicy.ALWAYS);
            case "IfNotPresent" -> new PullSettings(PullPolicy.IF_NOT_PRESENT);
            default -> throw new IllegalArgumentException(NAME + " must be Always or IfNotPresent");
        };
    }
}
