package cc.drycc.controller.accounts;

import cc.drycc.api.PasswordChange;
import cc.drycc.api.Registration;
import cc.drycc.controller.access.Access;
import cc.drycc.controller.accounts.NewUser.Rank;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Making accounts, logging in, changing passwords, leaving. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final TransactionOperations transaction;
    private final Users users;
    private final Tokens tokens;
    private final Apps apps;
    private final Access access;
    private final RegistrationMode mode;
    private final Passwords passwords = new Passwords();
    private final LoginLimiter limiter;
    private final LoginKeys keys;
    private final InstantSource clock;

    public Accounts(
            TransactionOperations transaction,
            Users users,
            Tokens tokens,
            Apps apps,
            Access access,
            RegistrationMode mode,
            InstantSource clock) {
        this.transaction = transaction;
        this.users = users;
        this.tokens = tokens;
        this.apps = apps;
        this.access = access;
        this.mode = mode;
        this.clock = clock;
        limiter = new LoginLimiter(clock);
        keys = new LoginKeys(clock);
    }

    /** Longest password, in characters. */
    public static final int LONGEST_PASSWORD = Passwords.LONGEST;

    /** Whether an account could have this name. */
    public static boolean mayBeCalled(String name) {
        return AccountRules.isUsername(name);
    }

    /** Whether this could be a password; an empty one is left to who asks. */
    public static boolean mayBePassword(String password) {
        return password.length() <= LONGEST_PASSWORD;
    }

    /** Somebody who just logged in. */
    public record Session(User user, MintedToken token, String key) {}

    /**
     * Makes sure the administrator of the settings exists. An account of that name that is there already stays as it is,
     * password included.
     *
     * @throws Problem.InvalidField when name or password may not be used
     */
    public void ensureAdministrator(String username, String password) {
        var name = AccountRules.username(username);
        var secret = AccountRules.password("password", password);
        if (users.find(name).isEmpty()
                && users.create(new NewUser(name, passwords.encode(secret), "", "", "", Rank.ADMINISTRATOR))
                        .isPresent()) {
            LOG.info("event=administrator-created user={}", name);
        }
    }

    /** Makes an account that administers nothing. */
    public User register(Registration wanted, Optional<User> asking) {
        requireMayRegister(asking);
        var username = AccountRules.username(wanted.username());
        var password = AccountRules.password("password", wanted.password());
        var email = AccountRules.email(wanted.email());
        var first = AccountRules.name("first_name", wanted.firstName());
        var last = AccountRules.name("last_name", wanted.lastName());
        if (users.isTaken(username)) {
            throw taken();
        }
        var user = users.create(new NewUser(username, passwords.encode(password), email, first, last, Rank.ORDINARY))
                .orElseThrow(Accounts::taken);
        LOG.info("event=account-created user={}", username);
        return user;
    }

    private static Problem taken() {
        return new Problem.InvalidField("username", "A user with that username already exists.");
    }

    private static Problem onlyByAdministrators() {
        return new Problem.Unauthenticated("Only an administrator makes accounts here; ask for yours.");
    }

    private void requireMayRegister(Optional<User> asking) {
        switch (mode) {
            case ENABLED -> {}
            case DISABLED -> throw new Problem.Forbidden("Registration is disabled.");
            case ADMIN_ONLY -> {
                access.requireAdministrator(asking.orElseThrow(Accounts::onlyByAdministrators));
            }
        }
    }

    /**
     * Logs somebody in.
     *
     * @param address where they come from, for the limit on guessing
     */
    public Session login(String username, String password, String address) {
        var known = known(username, password, address);
        var token = tokens.mint(known, "");
        return new Session(known, token, keys.keep(known, token));
    }

    private User known(String username, String password, String address) {
        limiter.check(address, username);
        var user = users.find(username).filter(User::active);
        var hash = user.flatMap(each -> users.passwordHash(each.username()));
        if (!passwords.matches(password, hash)) {
            limiter.failed(address, username);
            LOG.info("event=login-failed address={}", address);
            throw new Problem.Unauthenticated("Unable to log in with provided credentials.");
        }
        var known = user.orElseThrow();
        users.loggedIn(known.id());
        return known;
    }

    /**
     * A program wants somebody to log in through a browser.
     *
     * @return the key of the login page, with which the program fetches its token afterwards
     * @throws Problem.TooMany when too many wait at its address
     */
    public String askForLogin(String address, String program) {
        return keys.ask(new LoginRequest(address, program, clock.instant()));
    }

    /** Who waits for a login with this key. */
    public Optional<LoginRequest> waiting(String key) {
        return keys.asked(key);
    }

    /**
     * Somebody logs in for the program that waits with this key.
     *
     * @param address where they come from, for the limit on guessing
     * @throws Problem.NotFound when nobody waits (any more)
     */
    public User answerLogin(String key, String username, String password, String address) {
        if (keys.asked(key).isEmpty()) {
            throw nobodyWaits();
        }
        var user = known(username, password, address);
        if (!keys.answer(key, user)) {
            throw nobodyWaits();
        }
        LOG.info("event=browser-login user={}", user.username());
        return user;
    }

    private static Problem nobodyWaits() {
        return new Problem.NotFound("Nothing waits for this login. Begin again with: drycc login");
    }

    /**
     * Hands a token out to who has the key of its login, once.
     *
     * @param alias what to call the token, may be empty
     * @param life after which it is worth nothing any more; empty for never
     */
    public Optional<Session> fetch(String key, String alias, Optional<Duration> life) {
        return keys.fetch(key).map(fetched -> {
            var token = fetched.token().orElseGet(() -> tokens.mint(fetched.user(), ""));
            if (!alias.isEmpty()) {
                tokens.setAlias(token.uuid(), alias);
            }
            life.ifPresent(time -> tokens.setLife(token.uuid(), time));
            return new Session(fetched.user(), token, key);
        });
    }

    /**
     * Changes a password. One's own needs the present one and ends all other tokens; that of somebody else needs an
     * administrator and ends all theirs.
     */
    public void changePassword(SignedIn asking, PasswordChange change) {
        var self = asking.user();
        var username = change.username();
        boolean own = username == null || username.equals(self.username());
        if (!own) {
            access.requireAdministrator(self);
        }
        var secret = AccountRules.password("new_password", change.newPassword());
        if (own) {
            requirePresentPassword(self, AccountRules.password("password", change.password()));
        }
        var whose = username == null || own ? self : find(username);
        var hash = passwords.encode(secret);
        transaction.executeWithoutResult(status -> {
            users.setPasswordHash(whose.id(), hash);
            if (own) {
                tokens.revokeAllBut(whose, asking.token());
            } else {
                tokens.revokeAll(whose);
            }
        });
        LOG.info("event=password-changed user={} by={}", whose.username(), self.username());
    }

    private void requirePresentPassword(User user, String password) {
        limiter.check("passwd", user.username());
        if (!passwords.matches(password, users.passwordHash(user.username()))) {
            limiter.failed("passwd", user.username());
            throw new Problem.InvalidField("password", "Current password does not match");
        }
    }

    /** Removes an account with its keys and tokens. Its apps must have gone to others or been destroyed before. */
    public void cancel(User user) {
        transaction.executeWithoutResult(status -> {
            if (apps.countOwned(user.id()) > 0) {
                throw new Problem.Conflict("You own apps; destroy or transfer them first. Nothing was changed.");
            }
            if (users.lockAdministrators().equals(List.of(user.id()))) {
                throw new Problem.Conflict("You are the only administrator. Nothing was changed.");
            }
            users.delete(user.id());
        });
        LOG.info("event=account-cancelled user={}", user.username());
    }

    /**
     * Lets an account in again.
     *
     * @throws Problem.NotFound when there is none
     */
    public void enable(User asking, String username) {
        var user = find(username);
        users.setActive(user.id(), true);
        LOG.info("event=account-enabled user={} by={}", user.username(), asking.username());
    }

    /**
     * Keeps an account out, with its tokens and keys, from the next request on.
     *
     * @throws Problem.NotFound when there is none
     * @throws Problem.Conflict when somebody would keep themselves out, or no administrator would be left
     */
    public void disable(User asking, String username) {
        var user = find(username);
        if (user.id() == asking.id()) {
            throw new Problem.Conflict("You cannot disable yourself. Nothing was changed.");
        }
        transaction.executeWithoutResult(status -> {
            if (users.lockAdministrators().equals(List.of(user.id()))) {
                throw new Problem.Conflict("That is the only administrator. Nothing was changed.");
            }
            users.setActive(user.id(), false);
        });
        LOG.info("event=account-disabled user={} by={}", user.username(), asking.username());
    }

    /**
     * An account by its name.
     *
     * @throws Problem.NotFound when there is none
     */
    public User find(String username) {
        return Optional.of(username)
                .filter(AccountRules::isUsername)
                .flatMap(users::find)
                .orElseThrow(() -> new Problem.NotFound("No User matches the given query."));
    }
}
