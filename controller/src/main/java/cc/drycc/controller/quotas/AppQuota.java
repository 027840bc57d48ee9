package cc.drycc.controller.quotas;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;

/** Lets somebody own one more app, or not. What an administrator does or owns is not counted. */
public final class AppQuota {

    private final Users users;
    private final Apps apps;
    private final Quotas quotas;

    public AppQuota(Users users, Apps apps, Quotas quotas) {
        this.users = users;
        this.apps = apps;
        this.quotas = quotas;
    }

    /**
     * Asks before an app is made or given away, in the same transaction; until that ends nobody else gets an app for the
     * same owner, so two at once cannot pass the limit.
     *
     * @throws Problem.Forbidden when they own as many as they may
     */
    public void admit(User owner, User asking) {
        if (quotas.appsPerUser().isPresent() && !owner.superuser() && !asking.superuser()) {
            users.lock(owner.id());
            quotas.checkApps(owner.username(), apps.countOwned(owner.id()));
        }
    }
}
