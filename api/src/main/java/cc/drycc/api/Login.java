package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/** {@code POST /v2/auth/login/}. */
public record Login(@Nullable String username, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[username=" + username + "]";
    }
}
