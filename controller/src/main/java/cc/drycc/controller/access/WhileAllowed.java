package cc.drycc.controller.access;

import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what takes long only as long as who asked may do it: a follower of logs, a one-off command, a build. Token, account, app
 * and right are looked at again and again; when one is gone, the work is interrupted. That is within {@link #LOOK} when
 * the database answers, and within 60 s when it does not: what nobody can check is not allowed.
 */
public final class WhileAllowed {

    /** How often rights are looked at again. */
    public static final Duration LOOK = Duration.ofSeconds(5);

    /** How long work goes on while rights cannot be looked at. The look that fails last may take half a minute itself. */
    static final Duration BLIND = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(WhileAllowed.class);

    private final Tokens tokens;
    private final Apps apps;
    private final Access access;
    private final Duration look;
    private final Duration blind;

    public WhileAllowed(Tokens tokens, Apps apps, Access access) {
        this(tokens, apps, access, LOOK, BLIND);
    }

    WhileAllowed(Tokens tokens, Apps apps, Access access, Duration look, Duration blind) {
        this.tokens = tokens;
        this.apps = apps;
        this.access = access;
        this.look = look;
        this.blind = blind;
    }

    /**
     * Something that takes long, and ends soon after an interrupt.
     *
     * @param <T> what comes of it
     * @param <E> how it fails
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }

    /**
     * Does the work in this thread.
     *
     * @throws Problem.Forbidden when the right ended before the work did, which was interrupted
     */
    public <T, E extends Exception> T run(SignedIn who, Action action, App app, Work<T, E> work)
            throws E, InterruptedException {
        var watch = new Watch(Thread.currentThread(), look, blind, () -> stillAllowed(who, action, app));
        return watched(watch, who.user(), action, app, work);
    }

    /**
     * As {@link #run}, for who came with an SSH key instead of a token.
     *
     * @param allowed looks again whether they may
     * @throws Problem.Forbidden when the right ended before the work did, which was interrupted
     */
    public static <T, E extends Exception> T run(
            BooleanSupplier allowed, User user, Action action, App app, Work<T, E> work)
            throws E, InterruptedException {
        return watched(new Watch(Thread.currentThread(), LOOK, BLIND, allowed), user, action, app, work);
    }

    private static <T, E extends Exception> T watched(Watch watch, User user, Action action, App app, Work<T, E> work)
            throws E, InterruptedException {
        try {
            return work.run();
        } finally {
            watch.stop();
            if (watch.hasEnded()) {
                refuse(user, action, app);
            }
        }
    }

    private boolean stillAllowed(SignedIn who, Action action, App app) {
        return tokens.find(who.token())
                .flatMap(now -> apps.find(app.uuid()).map(live -> access.allows(now.user(), action, live)))
                .orElse(false);
    }

    private static void refuse(User user, Action action, App app) {
        LOG.info("event=right-ended app={} user={} action={}", app.name(), user.username(), action);
        throw new Problem.Forbidden("Your right to do this ended, and with it what was under way.");
    }
}
