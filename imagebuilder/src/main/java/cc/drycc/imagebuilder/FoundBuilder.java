package cc.drycc.imagebuilder;

/**
 * A builder there is, and where it came from.
 *
 * @param builder itself
 * @param origin how it was found
 * @param file the add-on's file name; empty for a built-in
 */
public record FoundBuilder(ImageBuilder builder, Origin origin, String file) {

    /** How a builder was found. */
    public enum Origin {
        /** Part of this program. */
        BUILT_IN,
        /** A jar in the folder of builders. */
        JAR,
        /** An executable {@code drycc-builder-NAME}. */
        PROGRAM
    }

    /** One that is part of this program. */
    public static FoundBuilder builtIn(ImageBuilder builder) {
        return new FoundBuilder(builder, Origin.BUILT_IN, "");
    }
}
