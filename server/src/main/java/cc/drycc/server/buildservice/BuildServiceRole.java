package cc.drycc.server.buildservice;

import cc.drycc.buildservice.BuildServiceSettings;
import cc.drycc.buildservice.clients.Clients;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The build service beside a controller: under the platform's own address, for everybody with an account there. */
public final class BuildServiceRole {

    /** The setting that switches it on. */
    public static final String SWITCH = "DRYCC_BUILD_SERVICE";

    private BuildServiceRole() {}

    /**
     * Its settings; empty unless {@code DRYCC_BUILD_SERVICE=true}.
     *
     * @param accounts the name of the account behind a token
     */
    public static Optional<BuildServiceSettings> settings(
            Map<String, String> environment, Function<String, Optional<String>> accounts) {
        if (!isOn(environment)) {
            return Optional.empty();
        }
        var values = new HashMap<>(environment);
        values.put("DRYCC_BUILD_HOST", "127.0.0.1");
        values.put("PORT", "0"); // the edge finds it
        values.remove("DRYCC_BUILD_TOKENS");
        return Optional.of(BuildServiceSettings.from(values).with(new Accounts(accounts)));
    }

    /**
     * Whether it shall run beside the platform.
     *
     * @throws IllegalArgumentException when the setting is neither true nor false
     */
    public static boolean isOn(Map<String, String> environment) {
        return switch (environment.getOrDefault(SWITCH, "").strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new IllegalArgumentException(SWITCH + " must be true or false");
        };
    }

    /** Whoever has a token of the platform. */
    private record Accounts(Function<String, Optional<String>> accounts) implements Clients {
        @Override
        public Door door() {
            return Door.LOCKED;
        }

        @Override
        public Optional<String> identify(String token) {
            return accounts.apply(token);
        }
    }
}
