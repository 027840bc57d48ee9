package cc.drycc.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The name of an object: segments separated by {@code /}, such as {@code home/hello:git-060da68f/tar}.
 *
 * <p>1 to 1024 bytes of UTF-8 (S3's own limit). No leading, trailing or double slash, no {@code .} or {@code ..} segment,
 * no backslash and no control character, so that a key is also a safe path of a store that keeps files.
 *
 * @param value the name, checked
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

    private static final int MAX_BYTES = 1024;

    /** @throws IllegalArgumentException when the rules above are not met */
    public ObjectKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "not an object key: use 1 to 1024 bytes, segments separated by single slashes, no . or .. segment");
        }
    }

    private static boolean isValid(String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        return bytes > 0
                && bytes <= MAX_BYTES
                && value.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && List.of(value.split("/", -1)).stream().noneMatch(ObjectKey::isUnsafe);
    }

    private static boolean isUnsafe(String segment) {
        return segment.isEmpty() || segment.equals(".") || segment.equals("..");
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
