package cc.drycc.builder.buildpacks;

import cc.drycc.engine.ImageRef;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sets.
 *
 * @param builder the builder image of sources that name none ({@code DRYCC_BUILDPACK_BUILDER}); default that of the seed
 * @param runImage what apps are made on, instead of what the builder says ({@code DRYCC_BUILDPACK_RUN_IMAGE})
 */
public record BuildpackSettings(ImageRef builder, Optional<ImageRef> runImage) {

    /** Names the builder image. */
    public static final String BUILDER = "DRYCC_BUILDPACK_BUILDER";
    /** Names the run image. */
    public static final String RUN_IMAGE = "DRYCC_BUILDPACK_RUN_IMAGE";

    /** What builds sources that name nothing else (seed 5.4). */
    public static final String DEFAULT_BUILDER = "registry.drycc.cc/drycc/buildpacks:bookworm";

    private static final ImageRef DEFAULT = new ImageRef(DEFAULT_BUILDER);

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the setting that is no image
     */
    public static BuildpackSettings from(Map<String, String> settings) {
        return new BuildpackSettings(image(settings, BUILDER).orElse(DEFAULT), image(settings, RUN_IMAGE));
    }

    private static Optional<ImageRef> image(Map<String, String> settings, String name) {
        String value = settings.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!ImageRef.isValid(value) || ImageRef.isAmbiguous(value)) {
            throw new IllegalArgumentException(name + " must be an image, for example drycc-stack/debian:12");
        }
        return Optional.of(new ImageRef(value));
    }
}
