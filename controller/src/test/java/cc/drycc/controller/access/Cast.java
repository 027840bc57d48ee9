package cc.drycc.controller.access;

import cc.drycc.controller.accounts.NewUser;
import cc.drycc.controller.accounts.NewUser.Rank;
import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An app and people for every role on it, with tokens of their own; they have no passwords, which cost time. */
final class Cast {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestController controller;
    private final Users users;
    private final Tokens tokens;
    private final int number = NUMBER.incrementAndGet();
    private final String app = "app-" + number;
    private final Api owner;

    Cast(TestController controller) {
        this.controller = controller;
        users = new Users(controller.database().sql());
        tokens = new Tokens(controller.database().sql());
        owner = person(Role.OWNER, Rank.ORDINARY);
        expect(201, owner.post("/v2/apps/", Map.of("id", app)));
    }

    String app() {
        return app;
    }

    /** Somebody new in this role. */
    Api somebody(Role role) {
        return switch (role) {
            case ANONYMOUS -> controller.anonymous();
            case OWNER -> owner;
            case STRANGER -> person(role, Rank.ORDINARY);
            case ADMINISTRATOR -> person(role, Rank.ADMINISTRATOR);
            case DISABLED -> disabled();
            default -> sharing(role, Rank.ORDINARY, role.rights().orElseThrow());
        };
    }

    /** Who could do everything, and is kept out since. */
    private Api disabled() {
        var person = sharing(Role.DISABLED, Rank.ADMINISTRATOR, "view,change,delete");
        users.setActive(users.find(name(Role.DISABLED)).orElseThrow().id(), false);
        return person;
    }

    private Api sharing(Role role, Rank rank, String rights) {
        var person = person(role, rank);
        var wanted = Map.of("username", name(role), "permissions", rights);
        expect(201, owner.post("/v2/apps/" + app + "/perms/", wanted));
        return person;
    }

    private Api person(Role role, Rank rank) {
        User user =
                users.create(new NewUser(name(role), "none", "", "", "", rank)).orElseThrow();
        return controller.anonymous().as(tokens.mint(user, "").secret());
    }

    /** What somebody in this role is called. */
    String name(Role role) {
        return role.username() + "-" + number;
    }

    private static void expect(int status, Api.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError(answer.toString());
        }
    }
}
