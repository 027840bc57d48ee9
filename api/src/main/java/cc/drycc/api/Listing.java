package cc.drycc.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param count how many there are in all
 * @param next address of the next page; null on the last one
 * @param previous address of the page before; null on the first one
 * @param results the page, may be empty
 * @param <T> what is listed
 */
public record Listing<T>(
        int count, @Nullable String next, @Nullable String previous, List<T> results) {

    public Listing {
        results = List.copyOf(results);
    }
}
