package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/auth/tokens/}: a new token in place of old ones.
 *
 * @param username somebody else, for administrators; missing means oneself
 * @param all {@code true} or {@code "true"}, for administrators: everybody's tokens end
 */
public record TokenRequest(
        @Nullable String username, @Nullable Object all) {}
