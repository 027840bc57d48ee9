package cc.drycc.builder.buildah;

import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.imagebuilder.programs.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sets.
 *
 * @param program buildah itself; empty when it is not installed
 * @param home where base images and layers are kept ({@code buildah} in {@code DRYCC_HOME}); empty: nothing is
 * @param isolation how commands of a Dockerfile are kept apart
 * @param metadata whether they may ask the cloud's metadata service
 */
record BuildahSettings(Optional<Path> program, Optional<Path> home, Isolation isolation, CloudMetadata metadata) {

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static BuildahSettings from(Map<String, String> settings) {
        String home = settings.getOrDefault("DRYCC_HOME", "").strip();
        return new BuildahSettings(
                Program.find("buildah"),
                home.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(home).toAbsolutePath().resolve("buildah")),
                Isolation.from(settings),
                CloudMetadata.from(settings));
    }
}
