package cc.drycc.controller;

import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.accounts.RegistrationMode;
import cc.drycc.controller.apps.ReservedNames;
import cc.drycc.controller.secrets.PlatformKey;
import java.util.Map;
import java.util.Optional;

/**
 * What the controller is told at its start.
 *
 * @param platformId which platform this is among those that share an engine
 * @param address where it is reached from outside
 * @param key seals what is secret in the database
 * @param registration who may make accounts
 * @param reserved names no app may have
 * @param administrator an account that shall exist; empty when nobody cares
 * @param environment where further settings of the parts are looked up by their documented names
 */
public record ControllerSettings(
        String platformId,
        PublicAddress address,
        PlatformKey key,
        RegistrationMode registration,
        ReservedNames reserved,
        Optional<Administrator> administrator,
        Map<String, String> environment) {

    /** The first administrator. */
    public record Administrator(String username, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Administrator[username=" + username + "]";
        }
    }

    public ControllerSettings {
        environment = Map.copyOf(environment);
    }

    /** What the names of images start with: {@code drycc}, or {@code drycc-<id>} for a platform that is not called so. */
    public String imageRepository() {
        return platformId.equals("drycc") ? "drycc" : "drycc-" + platformId;
    }

    /**
     * Reads {@code REGISTRATION_MODE} (default {@code admin_only}), {@code RESERVED_NAMES} (default {@code drycc,
     * drycc-builder}), {@code DRYCC_ADMIN_USERNAME} and {@code DRYCC_ADMIN_PASSWORD}.
     *
     * @throws IllegalArgumentException naming the setting that cannot be
     */
    public static ControllerSettings of(
            String platformId, PublicAddress address, PlatformKey key, Map<String, String> environment) {
        return new ControllerSettings(
                platformId,
                address,
                key,
                RegistrationMode.of(environment.getOrDefault("REGISTRATION_MODE", "")),
                ReservedNames.of(environment.getOrDefault("RESERVED_NAMES", "drycc, drycc-builder")),
                administrator(environment),
                environment);
    }

    private static Optional<Administrator> administrator(Map<String, String> environment) {
        var username = environment.getOrDefault("DRYCC_ADMIN_USERNAME", "");
        var password = environment.getOrDefault("DRYCC_ADMIN_PASSWORD", "");
        if (username.isBlank() != password.isBlank()) {
            throw new IllegalArgumentException("set both DRYCC_ADMIN_USERNAME and DRYCC_ADMIN_PASSWORD, or neither");
        }
        if (!username.isBlank() && !Accounts.mayBeCalled(username)) {
            throw new IllegalArgumentException(
                    "DRYCC_ADMIN_USERNAME must be letters, numbers and @.+-_ only, begin with"
                            + " a letter or number and have at most 150 of them, for example admin");
        }
        if (!Accounts.mayBePassword(password)) {
            throw new IllegalArgumentException(
                    "DRYCC_ADMIN_PASSWORD must have at most %d characters, for example a sentence of five words"
                            .formatted(Accounts.LONGEST_PASSWORD));
        }
        return username.isBlank() ? Optional.empty() : Optional.of(new Administrator(username, password));
    }

    /** Without the environment: it holds secrets. */
    @Override
    public String toString() {
        return "ControllerSettings[platformId=" + platformId + ", address=" + address + "]";
    }
}
