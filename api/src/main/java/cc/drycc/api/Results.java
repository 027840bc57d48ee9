package cc.drycc.api;

import java.util.List;

/**
 * A list that comes whole, without pages.
 *
 * @param count how many there are
 * @param results all of them
 * @param <T> what is listed
 */
public record Results<T>(int count, List<T> results) {

    public Results {
        results = List.copyOf(results);
    }

    /** All of these. */
    public static <T> Results<T> of(List<T> results) {
        return new Results<>(results.size(), results);
    }
}
