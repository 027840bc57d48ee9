package cc.drycc.controller.config;

import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RegistryLogin;
import java.util.Map;
import java.util.Optional;

/** Who logs in at the registry of an app's image (seed 5.4): {@code username} and {@code password}, both. */
public final class RegistryRule implements SectionRule {

    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";
    private static final int LONGEST = 16 * 1024;

    /** The login for the images of a process type; that of {@code web} serves those that have none. */
    public static Optional<RegistryLogin> of(ConfigState config, ProcessType type) {
        var section = config.section(ConfigSection.REGISTRY);
        var entry = section.getOrDefault(type.value(), section.getOrDefault(ProcessType.WEB.value(), Map.of()));
        return entry instanceof Map<?, ?> login && login.containsKey(USERNAME) && login.containsKey(PASSWORD)
                ? Optional.of(
                        new RegistryLogin(String.valueOf(login.get(USERNAME)), String.valueOf(login.get(PASSWORD))))
                : Optional.empty();
    }

    @Override
    public ConfigSection section() {
        return ConfigSection.REGISTRY;
    }

    @Override
    public Object check(String type, String key, Object value) {
        if (!key.equals(USERNAME) && !key.equals(PASSWORD)) {
            throw invalid(type + ": a registry has a username and a password");
        }
        if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw invalid("%s: the %s must be a text of 1 to %d characters".formatted(type, key, LONGEST));
        }
        return text;
    }

    @Override
    public void checkWhole(String type, Object entry) {
        if (entry instanceof Map<?, ?> login
                && !login.isEmpty()
                && !(login.containsKey(USERNAME) && login.containsKey(PASSWORD))) {
            throw invalid(type + ": username and password are required, both");
        }
    }
}
