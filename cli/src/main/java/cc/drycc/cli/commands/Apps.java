package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.git.Git;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.terminal.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Applications (seed 4.1, 5). */
@Command(name = "apps", description = "manage applications used to provide services")
public final class Apps extends Session implements Runnable {

    @Override
    public void run() {
        list(0);
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
        var body = new JsonMapper().createObjectNode();
        Optional.ofNullable(id).or(this::givenApp).ifPresent(name -> body.put("id", name));
        var app = terminal()
                .progress(
                        "Creating Application",
                        () -> api().post("/v2/apps/", body).body(),
                        made -> "done, created " + made.path("id").asString(""));
        var name = app.path("id").asString("");
        if (!noRemote && Git.inRepository() && Git.remoteUrl(remote).isEmpty()) {
            Git.setRemote(remote, app.path("git_url").asString(""));
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
                            defaultValue = "0")
                    int limit) {
        var apps = api().get("/v2/apps/" + limit(limit)).body();
        terminal().show(apps, () -> {
            if (apps.path("results").isEmpty()) {
                return "No apps yet; create one with: drycc create\n";
            }
            var table = new Table("ID", "OWNER", "CREATED", "UPDATED");
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
        var app = api.get(appPath("/")).body();
        terminal().show(app, () -> {
            var pods = api.get(appPath("/pods/")).body();
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
                            Ps.table(pods).indent(2));
        });
        return 0;
    }

    @Command(name = "open", description = "open the application in a browser")
    int open() {
        var url = "http://" + api().get(appPath("/")).body().path("url").asString("");
        try {
            new ProcessBuilder("xdg-open", url)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            terminal().line("Opening " + url);
        } catch (IOException noDesktop) {
            terminal().line("There is no browser to start here; open " + url);
        }
        return 0;
    }

    @Command(name = "run", description = "run a command in an ephemeral app container")
    int run(
            @Parameters(arity = "1..*", paramLabel = "-- COMMAND") List<String> command,
            @Option(
                            names = {"-t", "--timeout"},
                            defaultValue = "3600",
                            description = "seconds it may run")
                    int timeout) {
        var line = String.join(" ", command);
        System.err.println("Running `" + line + "`...");
        var body = new JsonMapper().createObjectNode().put("command", line).put("timeout", timeout);
        var end = api().post(appPath("/run/"), body).body();
        terminal().show(end, () -> end.path("output").asString(""));
        return end.path("exit_code").asInt(1);
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
        return Streams.copy(api(), appPath("/logs/?log_lines=" + lines + (follow ? "&follow=true" : "")), terminal());
    }

    @Command(name = "destroy", description = "destroy an application")
    int destroy(
            @Option(names = "--confirm", paramLabel = "APP", description = "its name, instead of being asked") @Nullable String confirm) {
        var name = app();
        var answer = confirm;
        if (answer == null) {
            System.err.println("""
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
        var gitUrl = api.get(appPath("/")).body().path("git_url").asString("");
        long start = System.nanoTime();
        terminal()
                .progress(
                        "Destroying " + name,
                        () -> api.delete("/v2/apps/" + Api.segment(name) + "/"),
                        done -> "done in "
                                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + "s");
        for (String remote : Git.removeRemotes(gitUrl)) {
            terminal().line("Git remote " + remote + " removed");
        }
        return 0;
    }

    @Command(name = "transfer", description = "transfer app ownership to another user")
    int transfer(@Parameters(paramLabel = "USER") String user) {
        terminal()
                .progress(
                        "Transferring " + app() + " to " + user,
                        () -> api().post(
                                        appPath("/"),
                                        new JsonMapper().createObjectNode().put("owner", user)),
                        done -> "done");
        return 0;
    }
}
