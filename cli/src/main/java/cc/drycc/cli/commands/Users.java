package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The platform's accounts, for administrators. */
@Command(name = "users", description = "manage users of the platform, for administrators")
public final class Users extends Session implements Runnable {

    public Users(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list all users")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var users = api().list("/v2/users/" + limit(limit));
        terminal().show(users, () -> {
            var table = terminal().table("USERNAME", "EMAIL", "ADMIN", "STAFF", "ACTIVE", "DATE-JOIN");
            users.path("results")
                    .forEach(user -> table.row(
                            user.path("username").asString(""),
                            user.path("email").asString(""),
                            user.path("is_superuser").asString(""),
                            user.path("is_staff").asString(""),
                            user.path("is_active").asString(""),
                            user.path("date_joined").asString("")));
            return table.toString();
        });
        return 0;
    }

    @Command(name = "enable", description = "let a user in again")
    int enable(@Parameters(paramLabel = "USER", description = "as `drycc users list` shows it") String user) {
        return change("Enabling", user, "enable");
    }

    @Command(name = "disable", description = "keep a user out, with all tokens and keys")
    int disable(@Parameters(paramLabel = "USER", description = "as `drycc users list` shows it") String user) {
        return change("Disabling", user, "disable");
    }

    private int change(String doing, String user, String what) {
        terminal()
                .progress(
                        doing + " user " + user,
                        () -> api().patch("/v2/users/" + Api.segment(user) + "/" + what + "/"),
                        answer -> "done");
        terminal().show(Json.object().put("username", user).put("is_active", what.equals("enable")), () -> "");
        return 0;
    }
}
