package cc.drycc.engine;

import java.util.regex.Pattern;

/**
 * The name of an app, which is also its host label, its repository name and part of its pods' names.
 *
 * <p>5 to 63 characters, lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen
 * (the reference controller's rule). Whether a name is reserved is the controller's decision, not this type's.
 *
 * @param value the name, checked
 */
public record AppName(String value) implements Comparable<AppName> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{3,61}[a-z0-9]");

    /** @throws IllegalArgumentException when the grammar is not met, with a message a user can act on */
    public AppName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "App name must be 5 to 63 characters, start with a letter, not end with a hyphen "
                            + "and can only contain a-z (lowercase), 0-9 and hyphens");
        }
    }

    /** Whether {@code value} would be accepted as an app name. */
    public static boolean isValid(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
