package cc.drycc.server.buildservice;

import cc.drycc.buildservice.BuildServiceSettings;
import cc.drycc.buildservice.clients.Clients;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The build service beside a controller: under the platform's own address, for everybody with an account there. */
public final class BuildServiceRole {

    private static final String SWITCH = "DRYCC_BUILD_SERVICE";

    private BuildServiceRole() {}

    /**
     * Its settings; empty unless {@code DRYCC_BUILD_SERVICE=true}.
     *
     * @param accounts the name of the account behind a token
     */
    public static Optional<BuildServiceSettings> settings(
            Map<String, String> environment, Function<String, Optional<String>> accounts) {
        if (!environment.getOrDefault(SWITCH, "").strip().equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        var values = new HashMap<>(environment);
        values.put("DRYCC_BUILD_HOST", "127.0.0.1");
        values.put("PORT", "0"); // the edge finds it
        values.remove("DRYCC_BUILD_TOKENS");
        return Optional.of(BuildServiceSettings.from(values).with(new Accounts(accounts)));
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
