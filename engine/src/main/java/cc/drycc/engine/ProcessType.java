package cc.drycc.engine;

import java.util.regex.Pattern;

/**
 * The name of a process type of an app, such as {@code web} or {@code worker} (seed 5.5).
 *
 * <p>1 to 63 characters, lower-case letters, digits and single hyphens inside. {@code run} names one-off jobs and is
 * refused by whoever declares process types, not here.
 *
 * @param value the name, checked
 */
public record ProcessType(String value) implements Comparable<ProcessType> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** The process type that receives HTTP traffic (seed 5.5). */
    public static final ProcessType WEB = new ProcessType("web");

    /** One-off runs, which are no process type of any app (seed 5.8). */
    public static final ProcessType RUN = new ProcessType("run");

    /** @throws IllegalArgumentException when the grammar is not met, with a message a user can act on */
    public ProcessType {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "Process type must be 1 to 63 characters: a-z (lowercase), 0-9 and single hyphens inside");
        }
    }

    /** Whether {@code value} would be accepted as a process type. */
    public static boolean isValid(String value) {
        return value.length() <= 63 && GRAMMAR.matcher(value).matches();
    }

    @Override
    public int compareTo(ProcessType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
