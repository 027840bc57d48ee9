package cc.drycc.controller.perms;

import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.accounts.NewUser.Rank;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.problems.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Makes administrators and unmakes them. One who can log in is always left, whoever else asks at the same time. */
public final class Administrators {

    private static final Logger LOG = LoggerFactory.getLogger(Administrators.class);

    private final TransactionOperations transaction;
    private final Users users;
    private final Accounts accounts;

    public Administrators(TransactionOperations transaction, Users users, Accounts accounts) {
        this.transaction = transaction;
        this.users = users;
        this.accounts = accounts;
    }

    /** @throws Problem.NotFound when there is no such account */
    public void add(User asking, String username) {
        var user = accounts.find(username);
        users.setRank(user.id(), Rank.ADMINISTRATOR);
        LOG.info("event=administrator-added user={} by={}", user.username(), asking.username());
    }

    /**
     * Takes the platform's administration from somebody; their account and apps stay.
     *
     * @throws Problem.NotFound when there is no such administrator
     * @throws Problem.Conflict when nobody would be left
     */
    public void remove(User asking, String username) {
        transaction.executeWithoutResult(status -> {
            var administrators = users.lockAdministrators();
            var user = accounts.find(username);
            if (!user.superuser()) {
                throw new Problem.NotFound("That user is not an administrator. Nothing was changed.");
            }
            if (administrators.equals(List.of(user.id()))) {
                throw new Problem.Conflict("That is the only administrator. Nothing was changed.");
            }
            users.setRank(user.id(), Rank.ORDINARY);
        });
        LOG.info("event=administrator-removed user={} by={}", username, asking.username());
    }
}
