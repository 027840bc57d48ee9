package cc.drycc.engine;

import java.util.regex.Pattern;

/**
 * The name of one pod, for example {@code hello-web-76c45b967c-4qm6w} (seed 5.5): app, process type, ten hexadecimal
 * digits of the revision, five random characters. Also the pod's host name, cut to 63 characters there.
 *
 * @param value the name, checked: DNS-1123, at most 200 characters
 */
public record PodName(String value) implements Comparable<PodName> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,198}[a-z0-9])?");

    /** @throws IllegalArgumentException when the grammar is not met */
    public PodName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("not a pod name");
        }
    }

    @Override
    public int compareTo(PodName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
