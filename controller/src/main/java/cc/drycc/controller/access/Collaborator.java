package cc.drycc.controller.access;

import java.util.Set;

/**
 * Somebody an app is shared with.
 *
 * @param username who
 * @param rights at least one
 */
public record Collaborator(String username, Set<Right> rights) {

    public Collaborator {
        if (rights.isEmpty()) {
            throw new IllegalArgumentException("a collaborator without a right is none");
        }
        rights = Set.copyOf(rights);
    }
}
