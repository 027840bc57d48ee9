package cc.drycc.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param id its number
 * @param lastLogin null before the first one
 * @param isSuperuser whether it administers the platform
 * @param username its name
 * @param firstName may be empty
 * @param lastName may be empty
 * @param email may be empty
 * @param isStaff the reference's second flag; gives no right
 * @param isActive whether it may come in
 * @param dateJoined when it was made
 * @param groups always empty
 * @param userPermissions always empty
 */
public record UserInfo(
        long id,
        @Nullable Instant lastLogin,
        boolean isSuperuser,
        String username,
        String firstName,
        String lastName,
        String email,
        boolean isStaff,
        boolean isActive,
        Instant dateJoined,
        List<String> groups,
        List<String> userPermissions) {

    public UserInfo {
        lastLogin = Seconds.ofNullable(lastLogin);
        dateJoined = Seconds.of(dateJoined);
        groups = List.copyOf(groups);
        userPermissions = List.copyOf(userPermissions);
    }
}
