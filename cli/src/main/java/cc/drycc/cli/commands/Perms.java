package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** With whom an app is shared (seed 5.8), and who administers the platform. */
@Command(name = "perms", description = "manage permissions for applications")
public final class Perms extends AppSession implements Runnable {

    private static final String ADMINISTRATORS = "/v2/admin/perms/";
    private static final String ALL = "view,change,delete";

    public Perms(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null, false);
    }

    @Command(name = "list", description = "list users an application is shared with")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit,
            @Option(names = "--admin", description = "list who administers the platform instead") boolean admin) {
        if (admin) {
            var listing = api().list(ADMINISTRATORS + limit(limit));
            terminal().show(listing, () -> administrators(listing));
            return 0;
        }
        var listing = api().list(appPath("/perms/" + limit(limit)));
        terminal().show(listing, () -> collaborators(listing));
        return 0;
    }

    private String administrators(JsonNode listing) {
        var table = terminal().table("USERNAME", "ADMIN");
        listing.path("results")
                .forEach(user -> table.row(
                        user.path("username").asString(""),
                        String.valueOf(user.path("is_superuser").asBoolean(false))));
        return table.toString();
    }

    private String collaborators(JsonNode listing) {
        if (listing.path("results").isEmpty()) {
            return "%s is shared with nobody; share it with: drycc perms add USER %s\n".formatted(app(), ALL);
        }
        var table = terminal().table("USERNAME", "PERMISSIONS");
        listing.path("results").forEach(user -> {
            var permissions = new ArrayList<String>();
            user.path("permissions").forEach(each -> permissions.add(each.asString("")));
            table.row(user.path("username").asString(""), String.join(",", permissions));
        });
        return table.toString();
    }

    @Command(name = "add", aliases = "create", description = "share an application with a user")
    int add(
            @Parameters(index = "0", paramLabel = "USER", description = "who gets the permissions") String user,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "PERMISSIONS",
                            description = "of view, change and delete, separated by commas (default all three)")
                    @Nullable String permissions,
            @Option(names = "--admin", description = "make the user an administrator of the platform instead")
                    boolean admin) {
        var body = Json.object().put("username", user);
        if (admin) {
            if (permissions != null) {
                throw new WrongUsage("an administrator may do everything: leave \"" + permissions + "\" out");
            }
            return say(
                    "Adding " + user + " to the platform's administrators",
                    body,
                    () -> api().post(ADMINISTRATORS, body));
        }
        var rights = permissions == null ? ALL : permissions;
        body.put("permissions", rights);
        return say(
                "Adding user %s as a collaborator for %s %s".formatted(user, rights, app()),
                body,
                () -> api().post(appPath("/perms/"), body));
    }

    @Command(name = "update", description = "change what a user may do with an application")
    int update(
            @Parameters(index = "0", paramLabel = "USER", description = "as `drycc perms list` shows it") String user,
            @Parameters(
                            index = "1",
                            paramLabel = "PERMISSIONS",
                            description = "of view, change and delete, separated by commas")
                    String permissions) {
        var body = Json.object().put("username", user).put("permissions", permissions);
        return say(
                "Updating user %s as a collaborator for %s %s".formatted(user, permissions, app()),
                body,
                () -> api().put(appPath("/perms/" + Api.segment(user) + "/"), body));
    }

    @Command(name = "remove", aliases = "delete", description = "stop sharing an application with a user")
    int remove(
            @Parameters(paramLabel = "USER", description = "as `drycc perms list` shows it") String user,
            @Option(names = "--admin", description = "take the platform's administration from the user instead")
                    boolean admin) {
        var body = Json.object().put("username", user);
        return admin
                ? say(
                        "Removing " + user + " from the platform's administrators",
                        body,
                        () -> api().delete(ADMINISTRATORS + Api.segment(user)))
                : say(
                        "Removing user %s as a collaborator from %s".formatted(user, app()),
                        body,
                        () -> api().delete(appPath("/perms/" + Api.segment(user))));
    }

    private int say(String what, JsonNode changed, Supplier<?> change) {
        terminal().progress(what, change, answer -> "done");
        terminal().show(changed, () -> "");
        return 0;
    }
}
