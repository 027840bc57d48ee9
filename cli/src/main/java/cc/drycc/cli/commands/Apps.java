package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Applications (seed 4.1, 5). */
@Command(name = "apps", description = "manage applications used to provide services")
public final class Apps extends AppSession implements Runnable {

    public Apps(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "create", description = "create a new application")
    int create(
            @Parameters(arity = "0..1", paramLabel = "ID", description = "its name; one is made up without it")
                    @Nullable String id,
            @Option(names = "--no-remote", description = "do not add a git remote") boolean noRemote,
            @Option(
                            names = {"-r", "--remote"},
                            defaultValue = "drycc",
                            description = "name of the git remote")
                    String remote) {
        var body = Json.object();
        Optional.ofNullable(id).or(this::givenApp).ifPresent(name -> body.put("id", name));
        var app = terminal()
                .progress(
                        "Creating Application",
                        () -> api().post("/v2/apps/", body).body(),
                        made -> "done, created " + made.path("id").asString(""));
        var name = app.path("id").asString("");
        var gitUrl = app.path("git_url").asString("");
        if (!noRemote
                && !gitUrl.isEmpty()
                && git().inRepository()
                && git().remoteUrl(remote).isEmpty()) {
            git().setRemote(remote, gitUrl);
            terminal().line("Git remote " + remote + " added");
        } else {
            terminal()
                    .line("If you want to add a git remote for this app later, use `drycc git remote -a " + name + "`");
        }
        terminal().show(app, () -> "");
        return 0;
    }

    @Command(name = "list", description = "list accessible applications")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var apps = api().list("/v2/apps/" + limit(limit));
        terminal().show(apps, () -> {
            if (apps.path("results").isEmpty()) {
                return "No apps yet; create one with: drycc create\n";
            }
            var table = terminal().table("ID", "OWNER", "CREATED", "UPDATED");
            apps.path("results")
                    .forEach(app -> table.row(
                            app.path("id").asString(""),
                            app.path("owner").asString(""),
                            app.path("created").asString(""),
                            app.path("updated").asString("")));
            return table.toString();
        });
        return 0;
    }

    @Command(name = "info", description = "view info about an application")
    int info() {
        var api = api();
        var app = api.get(appPath("/"));
        terminal().show(app, () -> {
            var pods = api.list(appPath("/pods/"));
            return """
                    App:        %s
                    URL:        http://%s
                    Git:        %s
                    UUID:       %s
                    Owner:      %s
                    Created:    %s
                    Updated:    %s
                    Processes:
                    %s""".formatted(
                            app.path("id").asString(""),
                            app.path("url").asString(""),
                            app.path("git_url").asString(""),
                            app.path("uuid").asString(""),
                            app.path("owner").asString(""),
                            app.path("created").asString(""),
                            app.path("updated").asString(""),
                            Ps.table(pods, terminal()).indent(2));
        });
        return 0;
    }

    @Command(name = "open", description = "open the application in a browser")
    int open() {
        var url = "http://" + api().get(appPath("/")).path("url").asString("");
        boolean opened = Browser.open(url, around());
        terminal().line((opened ? "Opening " : "There is no browser to start here; open ") + url);
        terminal().show(Json.object().put("url", url), () -> "");
        return 0;
    }

    @Command(name = "run", description = "run a command in an ephemeral app container")
    int run(
            @Parameters(arity = "1..*", paramLabel = "-- COMMAND") List<String> command,
            @Option(
                            names = {"-t", "--timeout"},
                            defaultValue = "3600",
                            description = "seconds it may run (default 3600)")
                    int timeout,
            @Option(
                            names = {"-e", "--expires"},
                            defaultValue = "3600",
                            description = "seconds what is left of it is kept (default 3600)")
                    int expires,
            @Option(
                            names = {"-m", "--mount"},
                            paramLabel = "VOLUME:PATH",
                            description = "a volume, and where it is mounted")
                    @Nullable List<String> mounts,
            @Option(
                            names = {"-i", "--interactive", "-it"},
                            description = "type to it, in a terminal when there is one")
                    boolean interactive,
            @Option(
                            names = {"-d", "--detach"},
                            description = "do not wait for it; its output goes to the app's log")
                    boolean detach) {
        var line = String.join(" ", command);
        if (line.isBlank()) {
            throw new WrongUsage("what is to be run? ex: drycc run -- 'ls -l'");
        }
        if (interactive && detach) {
            throw new WrongUsage("nobody can type to a detached command; give --interactive or --detach");
        }
        var rest = Json.object().put("timeout", timeout).put("expires", expires);
        if (mounts != null) {
            rest.set("volumes", volumes(mounts));
        }
        return new OneOff(api(), around(), terminal(), appPath("/run/"))
                .run(line, rest, detach ? OneOff.Way.DETACHED : interactive ? OneOff.Way.TYPING : OneOff.Way.WATCHING);
    }

    private static ObjectNode volumes(List<String> mounts) {
        var volumes = Json.object();
        for (var mount : mounts) {
            var parts = mount.split(":", 2);
            if (parts.length != 2 || parts[0].isEmpty() || !parts[1].startsWith("/")) {
                throw new WrongUsage("'" + mount + "' does not match the pattern 'volume:/path', ex: myvolume:/data");
            }
            volumes.put(parts[0], parts[1]);
        }
        return volumes;
    }

    @Command(name = "logs", description = "view aggregated application logs")
    int logs(
            @Option(
                            names = {"-n", "--lines"},
                            defaultValue = "300",
                            description = "newest lines (default 300)")
                    int lines,
            @Option(
                            names = {"-f", "--follow"},
                            description = "go on with new lines")
                    boolean follow) {
        return Streams.copy(api(), appPath("/logs/" + Streams.query(lines, follow)), terminal());
    }

    @Command(name = "destroy", description = "destroy an application")
    int destroy(
            @Option(names = "--confirm", paramLabel = "APP", description = "its name, instead of being asked") @Nullable String confirm) {
        var name = app();
        var answer = confirm;
        if (answer == null) {
            terminal().aside("""
                     !    WARNING: Potentially Destructive Action
                     !    This command will destroy the application: %s
                     !    To proceed, type "%s" or re-run this command with --confirm=%s
                    """.formatted(name, name, name));
            answer = terminal().ask("> ");
        }
        if (!name.equals(answer)) {
            throw new CliProblem("App %s does not match confirm %s, aborting.".formatted(name, answer));
        }
        var api = api();
        var gitUrl = api.get(appPath("/")).path("git_url").asString("");
        long start = System.nanoTime();
        terminal()
                .progress(
                        "Destroying " + name,
                        () -> api.delete("/v2/apps/" + Api.segment(name) + "/"),
                        done -> "done in "
                                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + "s");
        for (String remote : git().removeRemotes(gitUrl)) {
            terminal().line("Git remote " + remote + " removed");
        }
        terminal().show(Json.object().put("id", name), () -> "");
        return 0;
    }

    @Command(name = "transfer", description = "transfer app ownership to another user")
    int transfer(@Parameters(paramLabel = "USER", description = "the new owner") String user) {
        var answer = terminal()
                .progress(
                        "Transferring " + app() + " to " + user,
                        () -> api().post(appPath("/"), Json.object().put("owner", user)),
                        done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }
}
