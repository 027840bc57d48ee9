package cc.drycc.engine;

import java.util.regex.Pattern;

/**
 * The content address of an image in an engine's own store: the digest of its configuration (OCI image spec 1.1,
 * "ImageID"). A release pins this, so a tag that moves never changes what a release runs.
 *
 * @param value {@code sha256:} and 64 hexadecimal digits
 */
public record ImageId(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException when the value is not a SHA-256 digest */
    public ImageId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("not an image id: " + value);
        }
    }

    /** The same id as a reference to run or inspect. */
    public ImageRef asRef() {
        return new ImageRef(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
