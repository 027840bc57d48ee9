package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/auth/passwd/}.
 *
 * @param password the present one; an administrator may leave it out when naming somebody else
 * @param newPassword 1 to 1024 characters
 * @param username somebody else, for administrators
 */
public record PasswordChange(
        @Nullable String password,
        @Nullable String newPassword,
        @Nullable String username) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "PasswordChange[username=" + username + "]";
    }
}
