package cc.drycc.server.settings;

import cc.drycc.server.home.PlatformHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The settings a running platform was started with, written down by it for whoever wants to see them; secrets masked. */
public final class InForce {

    private InForce() {}

    /** What is set, as it may be shown. */
    public static Properties of(Map<String, String> environment) {
        var set = new Properties();
        PlatformSettings.all().forEach(setting -> {
            var value = environment.getOrDefault(setting.name(), "");
            if (!value.isBlank()) {
                set.setProperty(setting.name(), setting.shown(value));
            }
        });
        return set;
    }

    /** Leaves it where {@link #read} finds it. */
    public static void leave(PlatformHome home, Map<String, String> environment) {
        PlatformHome.store(file(home), of(environment), "what this platform was started with");
    }

    /** What the platform in this home was started with; empty when it never was. */
    public static Optional<Properties> read(PlatformHome home) {
        return PlatformHome.load(file(home));
    }

    private static Path file(PlatformHome home) {
        return home.run().resolve("settings.properties");
    }
}
