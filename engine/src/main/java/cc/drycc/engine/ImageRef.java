package cc.drycc.engine;

import java.util.Set;
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

    /** An id, whole or its beginning: engines take one wherever they take a name, also those of hidden layers. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]+|sha256:.*");

    /** What Podman reads as a way to get an image instead of a name. */
    private static final Set<String> TRANSPORTS = Set.of(
            "atomic",
            "containers-storage",
            "dir",
            "docker-archive",
            "docker-daemon",
            "oci",
            "oci-archive",
            "ostree",
            "sif",
            "tarball");

    /**
     * Whether an engine could take what a user wrote for something else than the name of an image in a registry: for the
     * id of whatever lies in the store, other people's layers included, or for a file of its own machine.
     */
    public static boolean isAmbiguous(String name) {
        return ID.matcher(name).matches() || TRANSPORTS.contains(name.replaceFirst("[:@].*", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
