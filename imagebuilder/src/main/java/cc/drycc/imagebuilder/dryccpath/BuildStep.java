package cc.drycc.imagebuilder.dryccpath;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A process type has an image of its own.
 *
 * @param docker path of its Dockerfile inside the source; default {@code Dockerfile}
 * @param arg values for the Dockerfile's {@code ARG}s
 */
public record BuildStep(String docker, SortedMap<String, String> arg) {

    /** The Dockerfile of those who do not name one. */
    public static final String DOCKERFILE = "Dockerfile";

    public BuildStep {
        arg = Collections.unmodifiableSortedMap(new TreeMap<>(arg));
    }
}
