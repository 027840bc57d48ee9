package cc.drycc.controller.accounts;

import cc.drycc.api.LoggedIn;
import cc.drycc.api.Login;
import cc.drycc.api.LoginKey;
import cc.drycc.api.NewToken;
import cc.drycc.api.PasswordChange;
import cc.drycc.api.Registration;
import cc.drycc.api.UserInfo;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.Client;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/auth}: making an account, logging in, passwords, leaving. */
@RestController
@RequestMapping("/v2/auth")
public final class AuthRoutes {

    private static final int LONGEST_ALIAS = 32;
    /** Ten years in seconds. */
    private static final int LONGEST_LIFE = 315_360_000;

    private final Accounts accounts;

    public AuthRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    UserInfo register(@Body Registration wanted, Optional<SignedIn> asking) {
        return info(accounts.register(wanted, asking.map(SignedIn::user)));
    }

    /** With a name and a password: a token. Without both: a key, for the page where somebody logs in with a browser. */
    @PostMapping("/login")
    ResponseEntity<Object> login(
            @Body(Body.Need.OPTIONAL) Login login,
            Client client,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String program) {
        var username = login.username();
        if (username == null && login.password() == null) {
            var key = accounts.askForLogin(client.address(), program);
            return ResponseEntity.ok()
                    .header(HttpHeaders.LOCATION, client.origin() + LoginPageRoutes.PATH + "/?key=" + key)
                    .body(new LoginKey(key));
        }
        if (username == null || username.isBlank()) {
            throw new Problem.InvalidField("username", AccountRules.REQUIRED);
        }
        var password = AccountRules.password("password", login.password());
        var session = logIn(username, password, client);
        return ResponseEntity.ok(new LoggedIn(
                session.token().secret(), session.key(), session.user().username()));
    }

    /** The later client takes every 401 for a bad token and says so; these are the words it has for a bad password. */
    private Accounts.Session logIn(String username, String password, Client client) {
        try {
            return accounts.login(username, password, client.address());
        } catch (Problem.Unauthenticated wrong) {
            throw client.shape() == Client.Shape.REFERENCE_API
                    ? wrong
                    : new Problem.InvalidField("non_field_errors", "Unable to log in with provided credentials.");
        }
    }

    /** For clients that log in first and fetch their token after; a key works once. */
    @GetMapping("/token/{key}")
    NewToken fetch(
            @PathVariable String key,
            @RequestParam(defaultValue = "") String alias,
            @RequestParam(defaultValue = "") String expires) {
        var session =
                accounts.fetch(key, alias(alias), life(expires)).orElseThrow(() -> new Problem.NotFound("Not found."));
        return new NewToken(
                session.token().uuid(), session.token().secret(), session.user().username());
    }

    @GetMapping("/whoami")
    UserInfo whoami(User user) {
        return info(user);
    }

    @PostMapping("/passwd")
    void passwd(@Body PasswordChange change, SignedIn asking) {
        accounts.changePassword(asking, change);
    }

    @DeleteMapping("/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(User user) {
        accounts.cancel(user);
    }

    /** @param seconds empty for a token that does not expire */
    private static Optional<Duration> life(String seconds) {
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (!seconds.matches("[0-9]{1,9}") || Long.parseLong(seconds) < 1 || Long.parseLong(seconds) > LONGEST_LIFE) {
            throw new Problem.InvalidField(
                    "expires", "A whole number of seconds from 1 to %d is required.".formatted(LONGEST_LIFE));
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static String alias(String alias) {
        if (alias.length() > LONGEST_ALIAS || Text.isUnclean(alias)) {
            throw new Problem.InvalidField("alias", "Ensure this field has no more than 32 characters.");
        }
        return alias;
    }

    static UserInfo info(User user) {
        return new UserInfo(
                user.id(),
                user.lastLogin().orElse(null),
                user.superuser(),
                user.username(),
                user.firstName(),
                user.lastName(),
                user.email(),
                user.staff(),
                user.active(),
                user.dateJoined(),
                java.util.List.of(),
                java.util.List.of());
    }
}
