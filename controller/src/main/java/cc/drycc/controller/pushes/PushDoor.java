package cc.drycc.controller.pushes;

import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.keys.KeyOwner;
import cc.drycc.controller.keys.Keys;
import cc.drycc.engine.AppName;
import java.util.Optional;

/** The controller as those need it who bring source: a git server, which the server module connects, and archives over HTTP. */
public final class PushDoor {

    private final Keys keys;
    private final Users users;
    private final Apps apps;
    private final Access access;
    private final ReceivePush receive;

    public PushDoor(Keys keys, Users users, Apps apps, Access access, ReceivePush receive) {
        this.keys = keys;
        this.users = users;
        this.apps = apps;
        this.access = access;
        this.receive = receive;
    }

    /**
     * Whose key this is.
     *
     * @param fingerprint {@code SHA256:} and unpadded base64
     * @return empty when nobody has it, or who has it may not come in
     */
    public Optional<KeyOwner> identify(String fingerprint) {
        return keys.owner(fingerprint);
    }

    /**
     * Whether this person may do this to the app now. No for an app that does not exist.
     *
     * @param action {@link Action#VIEW} to fetch, {@link Action#CHANGE} to push
     */
    public boolean allows(String username, AppName app, Action action) {
        var user = users.find(username).filter(User::active);
        var found = apps.find(app);
        return user.isPresent() && found.isPresent() && access.allows(user.get(), action, found.get());
    }

    /**
     * Makes a running release of pushed source; at most once at a time for each app.
     *
     * @return the running release's version
     * @throws PushFailed with the reason
     * @throws InterruptedException the person is gone or the platform stops
     */
    public int receive(PushedSource push, PushLines terminal) throws PushFailed, InterruptedException {
        return receive.receive(push, terminal);
    }
}
