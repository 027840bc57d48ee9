package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/keys/}.
 *
 * @param id what its owner calls it, 1 to 128 characters
 * @param name taken when {@code id} is missing, as the later client sends it
 * @param publicKey {@code public} on the wire: one line as in {@code id_ed25519.pub}
 */
public record NewKey(
        @Nullable String id,
        @Nullable String name,
        @Nullable String publicKey) {}
