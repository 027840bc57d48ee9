package cc.drycc.api;

import java.util.UUID;

/**
 * A token that was just made.
 *
 * @param uuid names it in {@code /v2/tokens/}
 * @param token for the {@code Authorization: token …} header; shown this once
 * @param username whose it is
 */
public record NewToken(UUID uuid, String token, String username) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewToken[uuid=" + uuid + ", username=" + username + "]";
    }
}
