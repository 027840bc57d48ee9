package cc.drycc.controller.accounts;

import java.util.Locale;

/** Who may make accounts ({@code REGISTRATION_MODE}). */
public enum RegistrationMode {
    /** Everybody. */
    ENABLED,
    /** Nobody. */
    DISABLED,
    /** Administrators only; the default. */
    ADMIN_ONLY;

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static RegistrationMode of(String setting) {
        return switch (setting.strip().toLowerCase(Locale.ROOT)) {
            case "enabled" -> ENABLED;
            case "disabled" -> DISABLED;
            case "admin_only", "" -> ADMIN_ONLY;
            default ->
                throw new IllegalArgumentException(
                        "REGISTRATION_MODE must be enabled, disabled or admin_only, not \"" + setting + "\"");
        };
    }
}
