package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Certificates;
import cc.drycc.cli.http.ControllerUrl;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts and sessions (seed 4.2). */
@Command(name = "auth", description = "register, log in and out")
public final class Auth extends Session {

    public Auth(Surroundings around) {
        super(around);
    }

    @Command(
            name = "register",
            description = "register a new account and log in; who is logged in there already registers somebody else")
    int register(
            @Parameters(paramLabel = "CONTROLLER", description = "its URL") String controller,
            @Option(
                            names = {"-u", "--username"},
                            description = "the account; asked for without it")
                    @Nullable String username,
            @Option(
                            names = {"-p", "--password"},
                            description = "its password; asked for, or read from standard input, without it")
                    @Nullable String password,
            @Option(names = "--email", description = "asked for without it") @Nullable String email,
            @Option(
                            names = "--ssl-verify",
                            negatable = true,
                            defaultValue = "true",
                            fallbackValue = "true",
                            description = "check certificates, which is the default; --no-ssl-verify takes any")
                    boolean sslVerify) {
        var url = ControllerUrl.of(controller);
        anonymous(url, certificates(sslVerify)).check();
        boolean forSomebodyElse = isLoggedInAt(url);
        var api = forSomebodyElse ? api() : anonymous(url, certificates(sslVerify));
        var name = username != null ? username : terminal().ask("username: ");
        var secret = password != null ? password : newPassword("registration");
        var mail = email != null ? email : terminal().ask("email: ");
        api.post(
                "/v2/auth/register/",
                Json.object().put("username", name).put("password", secret).put("email", mail));
        terminal().line("Registered " + name);
        if (forSomebodyElse) {
            terminal().show(Json.object().put("username", name).put("controller", url), () -> "");
            return 0;
        }
        return logIn(url, name, secret, sslVerify);
    }

    /** Controllers that let only administrators register take it from one (seed 6.6). */
    private boolean isLoggedInAt(String url) {
        return Files.exists(profileFile()) && profile().controller().equals(url);
    }

    private static Certificates certificates(boolean checked) {
        return checked ? Certificates.CHECKED : Certificates.UNCHECKED;
    }

    private String newPassword(String what) {
        var first = terminal().askPassword("password: ");
        if (!first.equals(terminal().askPassword("password (confirm): "))) {
            throw new CliProblem("Password mismatch, aborting " + what + ".");
        }
        return first;
    }

    @Command(name = "login", description = "login to a controller")
    int login(
            @Parameters(paramLabel = "CONTROLLER", description = "its URL") String controller,
            @Option(
                            names = {"-u", "--username"},
                            description = "the account; without it and a password a browser opens")
                    @Nullable String username,
            @Option(
                            names = {"-p", "--password"},
                            description = "its password; asked for, or read from standard input, without it")
                    @Nullable String password,
            @Option(
                            names = "--ssl-verify",
                            negatable = true,
                            defaultValue = "true",
                            fallbackValue = "true",
                            description = "check certificates, which is the default; --no-ssl-verify takes any")
                    boolean sslVerify) {
        var url = ControllerUrl.of(controller);
        anonymous(url, certificates(sslVerify)).check();
        if (username == null && password == null) {
            return logInThroughBrowser(url, sslVerify);
        }
        var name = username != null ? username : terminal().ask("username: ");
        return logIn(url, name, password != null ? password : terminal().askPassword("password: "), sslVerify);
    }

    private int logInThroughBrowser(String url, boolean sslVerify) {
        var api = anonymous(url, certificates(sslVerify));
        var login = BrowserLogin.begin(api, url);
        terminal().tell("Opening browser to " + login.page());
        if (!Browser.open(login.page(), around())) {
            terminal().tell("There is no browser to start here: open that address in one.");
        }
        var token = terminal()
                .progress(
                        "Waiting for login",
                        login::await,
                        got -> "Logged in as " + got.path("username").asString(""));
        return save(
                url, token.path("username").asString(""), token.path("token").asString(""), sslVerify);
    }

    private int logIn(String url, String username, String password, boolean sslVerify) {
        var body = Json.object().put("username", username).put("password", password);
        var answer = anonymous(url, certificates(sslVerify))
                .post("/v2/auth/login/", body)
                .body();
        var token = answer.path("token").asString("");
        if (token.isEmpty()) {
            throw new CliProblem(url + " took the password but gave no token; is this the address of a controller?");
        }
        terminal().line("Logged in as " + username);
        return save(url, username, token, sslVerify);
    }

    private int save(String url, String username, String token, boolean sslVerify) {
        new Profile(username, url, token, sslVerify, 0).save(profileFile());
        terminal().line("Configuration file written to " + profileFile());
        terminal().show(Json.object().put("username", username).put("controller", url), () -> "");
        return 0;
    }

    /** The profile goes in any case; that its token could not be ended is said, and how to end it later. */
    @Command(name = "logout", description = "logout from the current controller")
    int logout() throws IOException {
        var profile = profile();
        OwnToken.end(api(), profile.token())
                .ifPresent(why -> terminal()
                        .aside("The token was not ended: " + why
                                + ". To end it, log in again: drycc tokens remove UUID"));
        Files.delete(profileFile());
        terminal()
                .show(
                        Json.object().put("username", profile.username()),
                        () -> "Logged out as " + profile.username() + "\n");
        return 0;
    }

    @Command(name = "whoami", description = "display the current user")
    int whoami(@Option(names = "--all", description = "all the controller knows") boolean all) {
        var profile = profile();
        if (all) {
            var user = api().get("/v2/auth/whoami/");
            terminal().show(user, () -> {
                var text = new StringBuilder();
                user.properties()
                        .forEach(field -> text.append(
                                field.getKey() + ": " + field.getValue().asString("") + "\n"));
                return text.toString();
            });
            return 0;
        }
        terminal()
                .show(
                        Json.object().put("username", profile.username()).put("controller", profile.controller()),
                        () -> "You are " + profile.username() + " at " + profile.controller() + "\n");
        return 0;
    }

    @Command(name = "passwd", description = "change a password, which ends all other logins of its user")
    int passwd(
            @Option(
                            names = {"-u", "--username"},
                            description = "whose, for administrators (default: that of the logged in user)")
                    @Nullable String username,
            @Option(names = "--password", description = "the present one, if it is yours; asked for without it")
                    @Nullable String password,
            @Option(names = "--new-password", description = "the new one; asked for without it") @Nullable String wanted) {
        var self = profile().username();
        var whose = username == null ? self : username;
        var body = Json.object();
        if (whose.equals(self)) {
            body.put("password", password != null ? password : terminal().askPassword("current password: "));
        } else {
            body.put("username", whose);
        }
        body.put("new_password", wanted != null ? wanted : newPassword("the change"));
        terminal()
                .progress(
                        "Changing the password of " + whose,
                        () -> api().post("/v2/auth/passwd/", body),
                        answer -> "done");
        terminal().show(Json.object().put("username", whose), () -> "");
        return 0;
    }
}
