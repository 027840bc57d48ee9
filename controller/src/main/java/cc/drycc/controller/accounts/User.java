package cc.drycc.controller.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * An account.
 *
 * @param id its number, never reused
 * @param username unique; what a person logs in with
 * @param email may be empty for accounts the platform made itself
 * @param firstName may be empty
 * @param lastName may be empty
 * @param superuser whether every app and account is theirs to administer
 * @param staff the reference's second flag; gives no right here
 * @param active whether they may come in at all, by token or by key
 * @param lastLogin empty before the first one
 * @param dateJoined when the account was made
 */
public record User(
        long id,
        String username,
        String email,
        String firstName,
        String lastName,
        boolean superuser,
        boolean staff,
        boolean active,
        Optional<Instant> lastLogin,
        Instant dateJoined) {}
