package cc.drycc.controller.access;

import cc.drycc.controller.accounts.User;

/**
 * Somebody who administers the platform. A route with a parameter of this type is for administrators; everybody else gets
 * 403 before it runs.
 *
 * @param user who
 */
public record Administrator(User user) {

    /** Their name. */
    public String username() {
        return user.username();
    }
}
