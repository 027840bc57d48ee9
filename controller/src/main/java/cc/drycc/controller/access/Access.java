package cc.drycc.controller.access;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.AppName;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one place that decides who may do what, for every route and for git over SSH. Whatever is not allowed here is
 * denied.
 *
 * <p>Superusers and owners may do everything; collaborators what was granted ({@code view}, {@code change}, {@code
 * delete}, of which each implies {@code view}); everybody else may not even know that the app exists.
 */
public final class Access {

    private final Collaborators collaborators;
    private final Apps apps;

    public Access(Collaborators collaborators, Apps apps) {
        this.collaborators = collaborators;
        this.apps = apps;
    }

    /**
     * The app, for someone who may do this to it.
     *
     * @throws Problem.NotFound when there is no such app or they may not see it: one answer for both
     * @throws Problem.Forbidden when they may see it but not do this
     */
    public App require(User user, Action action, String name) {
        if (!AppName.isValid(name)) {
            throw Problem.NotFound.app();
        }
        var app = apps.find(new AppName(name)).orElseThrow(Problem.NotFound::app);
        check(user, action, app);
        return app;
    }

    /**
     * Returns when allowed.
     *
     * @throws Problem.NotFound when they may not see the app
     * @throws Problem.Forbidden when they may see it but not do this
     */
    public void check(User user, Action action, App app) {
        var granted = granted(user, app);
        if (!granted.contains(Action.VIEW)) {
            throw Problem.NotFound.app();
        }
        if (!granted.contains(action)) {
            throw new Problem.Forbidden();
        }
    }

    /** Whether they may; for callers that answer in their own words, such as SSH. */
    public boolean allows(User user, Action action, App app) {
        return granted(user, app).contains(action);
    }

    /** @throws Problem.Forbidden unless they administer the platform */
    public Administrator requireAdministrator(User user) {
        if (!user.active() || !user.superuser()) {
            throw new Problem.Forbidden();
        }
        return new Administrator(user);
    }

    private Set<Action> granted(User user, App app) {
        if (!user.active()) {
            return EnumSet.noneOf(Action.class);
        }
        if (user.superuser() || user.id() == app.ownerId()) {
            return EnumSet.allOf(Action.class);
        }
        var granted = EnumSet.noneOf(Action.class);
        collaborators.rights(user, app).forEach(right -> granted.addAll(right.actions()));
        return granted;
    }
}
