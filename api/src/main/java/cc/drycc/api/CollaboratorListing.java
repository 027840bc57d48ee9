package cc.drycc.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/apps/APP/perms/}, for both generations of clients at once. The owner is in neither list.
 *
 * @param users every collaborator's name: the reference's whole answer, which knows no pages
 * @param count how many there are in all
 * @param next address of the next page of {@code results}; null on the last one
 * @param previous address of the page before; null on the first one
 * @param results the page, with what each may do
 */
public record CollaboratorListing(
        List<String> users,
        int count,
        @Nullable String next,
        @Nullable String previous,
        List<CollaboratorInfo> results) {

    public CollaboratorListing {
        users = List.copyOf(users);
        results = List.copyOf(results);
    }
}
