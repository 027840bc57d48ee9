package cc.drycc.engine;

import java.util.regex.Pattern;

/**
 * What names an image: {@code registry/namespace/name:tag}, {@code …@sha256:…}, or an engine's own image id.
 *
 * <p>Grammar: OCI distribution 1.1, "Pulling manifests", and the reference format of the Docker clients. Nothing that
 * could be read as an option or a second argument passes.
 *
 * @param value the reference, checked
 */
public record ImageRef(String value) {

    private static final Pattern GRAMMAR = Pattern.compile(
            // an optional host, path components, an optional tag, an optional digest
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?/)?"
                    + "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)*"
                    + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
                    + "(?:@sha256:[0-9a-f]{64})?"
                    + "|sha256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException when this is not an image reference */
    public ImageRef {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an image reference: use name[:tag] or registry/name[:tag]");
        }
    }

    /** Whether {@code value} would be accepted as an image reference. */
    public static boolean isValid(String value) {
        return value.length() <= 400 && GRAMMAR.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
