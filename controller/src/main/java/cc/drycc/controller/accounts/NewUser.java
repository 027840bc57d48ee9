package cc.drycc.controller.accounts;

/**
 * An account about to be made.
 *
 * @param username checked by {@link AccountRules}
 * @param passwordHash encoded, never the password
 * @param email may be empty
 * @param firstName may be empty
 * @param lastName may be empty
 * @param rank whether it administers the platform
 */
public record NewUser(
        String username, String passwordHash, String email, String firstName, String lastName, Rank rank) {

    /** What an account may do beside its own apps. */
    public enum Rank {
        ORDINARY,
        ADMINISTRATOR
    }

    @Override
    public String toString() {
        return "NewUser[username=" + username + ", rank=" + rank + "]";
    }
}
