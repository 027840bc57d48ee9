package cc.drycc.controller.keys;

import cc.drycc.controller.accounts.User;

/**
 * Whose key it is that signed.
 *
 * @param user the person, who may come in
 * @param keyId what they call the key
 */
public record KeyOwner(User user, String keyId) {}
