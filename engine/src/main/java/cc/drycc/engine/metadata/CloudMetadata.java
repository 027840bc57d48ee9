package cc.drycc.engine.metadata;

import java.util.Map;

/** Whether builds and apps may ask the metadata service of the cloud this machine is in ({@code DRYCC_CLOUD_METADATA}). */
public enum CloudMetadata {
    /** They are refused: the default. */
    DENY,
    /** They may what the machine may: for a machine whose role is meant for its apps. */
    ALLOW;

    private static final String SETTING = "DRYCC_CLOUD_METADATA";

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public static CloudMetadata from(Map<String, String> settings) {
        return switch (settings.getOrDefault(SETTING, "").strip()) {
            case "", "deny" -> DENY;
            case "allow" -> ALLOW;
            default -> throw new IllegalArgumentException(SETTING + " must be deny or allow");
        };
    }
}
