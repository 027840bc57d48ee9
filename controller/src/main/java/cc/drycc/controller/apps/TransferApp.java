package cc.drycc.controller.apps;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.AppQuota;
import org.springframework.transaction.support.TransactionOperations;

/** Gives an app to somebody else. */
public final class TransferApp {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final AppQuota quota;
    private final AppLog log;

    public TransferApp(TransactionOperations transaction, Apps apps, AppQuota quota, AppLog log) {
        this.transaction = transaction;
        this.apps = apps;
        this.quota = quota;
        this.log = log;
    }

    /** @throws Problem.Forbidden when the new owner owns as many apps as they may */
    void transfer(App app, User asking, User owner) {
        transaction.executeWithoutResult(status -> {
            if (owner.id() != app.ownerId()) {
                quota.admit(owner, asking);
            }
            apps.setOwner(app.uuid(), owner);
            log.say(app.uuid(), "api", "%s transferred the app to %s".formatted(asking.username(), owner.username()));
        });
    }
}
