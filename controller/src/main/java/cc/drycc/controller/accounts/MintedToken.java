package cc.drycc.controller.accounts;

import java.util.UUID;

/**
 * A token that was just made: the only time anyone sees it.
 *
 * @param uuid its identity
 * @param secret what its owner sends from now on
 */
public record MintedToken(UUID uuid, String secret) {

    @Override
    public String toString() {
        return "MintedToken[uuid=" + uuid + "]";
    }
}
