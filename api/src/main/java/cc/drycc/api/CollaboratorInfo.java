package cc.drycc.api;

import java.util.List;

/**
 * Somebody an app is shared with.
 *
 * @param app the app's name
 * @param username who
 * @param permissions of {@code view}, {@code change}, {@code delete}, in this order
 */
public record CollaboratorInfo(String app, String username, List<String> permissions) {

    public CollaboratorInfo {
        permissions = List.copyOf(permissions);
    }
}
