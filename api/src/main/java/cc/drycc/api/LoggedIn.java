package cc.drycc.api;

/**
 * Answer to a login, for two generations of clients: the reference uses the token, the later client fetches the same token
 * once with the key from {@code GET /v2/auth/token/KEY/}.
 *
 * @param token for the {@code Authorization: token …} header; shown this once
 * @param key good for one use within ten minutes
 * @param username whose token it is
 */
public record LoggedIn(String token, String key, String username) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "LoggedIn[username=" + username + "]";
    }
}
