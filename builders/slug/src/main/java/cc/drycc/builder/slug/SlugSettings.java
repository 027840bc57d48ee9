package cc.drycc.builder.slug;

import cc.drycc.engine.ImageRef;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sets.
 *
 * @param stack the image buildpacks run in, which has them below {@code /buildpacks} ({@code DRYCC_SLUG_STACK}); there is no
 *     default: such images are made by whoever runs a platform
 * @param runner what apps are made on ({@code DRYCC_SLUG_RUNNER}); default what the stack's label {@link #RUNNER_LABEL}
 *     says, else the stack itself
 * @param maxBytes of a packed slug ({@code DRYCC_SLUG_LIMIT}, bytes); default 500 MiB; unpacked it may be four times that
 */
public record SlugSettings(Optional<ImageRef> stack, Optional<ImageRef> runner, long maxBytes) {

    /** Names the stack image. */
    public static final String STACK = "DRYCC_SLUG_STACK";
    /** Names the runner image. */
    public static final String RUNNER = "DRYCC_SLUG_RUNNER";
    /** Caps a slug, in bytes. */
    public static final String LIMIT = "DRYCC_SLUG_LIMIT";

    /** A stack image's label that names its runner. */
    static final String RUNNER_LABEL = "cc.drycc.slug.runner";

    /** How many times the packed limit a slug may be unpacked. */
    static final int RATIO = 4;

    /** What a slug may have unless the platform says otherwise, in bytes. */
    public static final long DEFAULT_LIMIT = 500L << 20;

    private static final long LARGEST = 1L << 40;

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static SlugSettings from(Map<String, String> settings) {
        String limit = settings.getOrDefault(LIMIT, "").strip();
        if (!limit.isEmpty()
                && (!limit.matches("[0-9]{1,13}") || Long.parseLong(limit) == 0 || Long.parseLong(limit) > LARGEST)) {
            throw new IllegalArgumentException(
                    "%s must be a number of bytes, for example %d".formatted(LIMIT, DEFAULT_LIMIT));
        }
        return new SlugSettings(
                image(settings, STACK),
                image(settings, RUNNER),
                limit.isEmpty() ? DEFAULT_LIMIT : Long.parseLong(limit));
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
