package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/auth/register/}.
 *
 * @param username 1 to 150 characters: letters, digits and {@code @ . + - _}, beginning with a letter or digit
 * @param password 1 to 1024 characters
 * @param email an address
 * @param firstName may be missing
 * @param lastName may be missing
 */
public record Registration(
        @Nullable String username,
        @Nullable String password,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
