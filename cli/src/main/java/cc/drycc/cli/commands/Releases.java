package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The ledger of an app (seed 5.8). */
@Command(name = "releases", description = "manage releases of an application")
public final class Releases extends AppSession implements Runnable {

    private static final int SUMMARY = 64;

    public Releases(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list an application's release history")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var releases = api().list(appPath("/releases/") + limit(limit));
        terminal().show(releases, () -> {
            var table = terminal().table("OWNER", "STATE", "VERSION", "CREATED", "SUMMARY");
            releases.path("results")
                    .forEach(release -> table.row(
                            release.path("owner").asString(""),
                            release.path("state").asString(""),
                            "v" + release.path("version").asInt(0),
                            release.path("created").asString(""),
                            cut(release.path("summary").asString(""))));
            return table.toString();
        });
        return 0;
    }

    private static String cut(String summary) {
        return summary.length() <= SUMMARY ? summary : summary.substring(0, SUMMARY) + "[...]";
    }

    @Command(name = "info", description = "view information about a release")
    int info(@Parameters(paramLabel = "VERSION") String version) {
        var release = api().get(appPath("/releases/v" + number(version) + "/"));
        terminal().show(release, () -> {
            var text = """
                    App:        %s
                    UUID:       %s
                    Owner:      %s
                    State:      %s
                    Build:      %s
                    Config:     %s
                    Created:    %s
                    Updated:    %s
                    Summary:    %s
                    Version:    v%d
                    """.formatted(
                            release.path("app").asString(""),
                            release.path("uuid").asString(""),
                            release.path("owner").asString(""),
                            release.path("state").asString(""),
                            release.path("build").asString("<none>"),
                            release.path("config").asString(""),
                            release.path("created").asString(""),
                            release.path("updated").asString(""),
                            release.path("summary").asString(""),
                            release.path("version").asInt(0));
            var exception = release.path("exception").asString("");
            return exception.isEmpty() ? text : text + "Exception:  " + exception + "\n";
        });
        return 0;
    }

    @Command(name = "rollback", description = "return to a previous release")
    int rollback(
            @Parameters(arity = "0..1", paramLabel = "VERSION", description = "default: the one before the current")
                    @Nullable String version) {
        var body = Json.object();
        if (version != null) {
            body.put("version", number(version));
        }
        var answer = api().post(appPath("/releases/rollback/"), body).body();
        terminal().show(answer, () -> "Rolled back" + (version == null ? "" : " to v" + number(version)) + "\n");
        return 0;
    }

    static int number(String version) {
        if (!version.matches("v?[0-9]{1,9}")) {
            throw new WrongUsage(version + " is not in the form 'v#'");
        }
        return Integer.parseInt(version.replace("v", ""));
    }
}
