package cc.drycc.controller.accounts;

import java.util.UUID;

/**
 * Who sends this request.
 *
 * @param user the person
 * @param token the token they came with
 */
public record SignedIn(User user, UUID token) {}
