package cc.drycc.builder.buildkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sets.
 *
 * @param daemon who builds
 * @param home where each app's cache is kept ({@code buildkit} in {@code DRYCC_HOME}); empty: nowhere
 */
record BuildkitSettings(BuildkitDaemon daemon, Optional<Path> home) {

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static BuildkitSettings from(Map<String, String> settings) {
        String home = settings.getOrDefault("DRYCC_HOME", "").strip();
        return new BuildkitSettings(
                BuildkitDaemon.from(settings),
                home.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(home).toAbsolutePath().resolve("buildkit")));
    }
}
