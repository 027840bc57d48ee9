package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.util.List;
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
        list(null, null);
    }

    @Command(name = "list", description = "list an application's release history")
    int list(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "PTYPE",
                            description = "only releases that were deployed for all of these")
                    @Nullable List<String> types,
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var releases = api().list(appPath("/releases/") + limit(limit) + filter(types, limit(limit)));
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

    private static String filter(@Nullable List<String> types, String query) {
        return types == null || types.isEmpty()
                ? ""
                : (query.isEmpty() ? "?" : "&") + "ptypes=" + Api.segment(String.join(",", types));
    }

    private static String cut(String summary) {
        return summary.length() <= SUMMARY ? summary : summary.substring(0, SUMMARY) + "[...]";
    }

    @Command(name = "info", description = "view information about a release")
    int info(@Parameters(paramLabel = "VERSION") String version) {
        var release = api().get(appPath("/releases/v" + number(version) + "/"));
        terminal().show(release, () -> ReleaseText.info(release));
        return 0;
    }

    @Command(
            name = "diff",
            description = "view what a release changed, or what is different between two; values are named only")
    int diff(
            @Parameters(
                            arity = "1..2",
                            paramLabel = "VERSION",
                            description = "a release, to compare with the one before; or two, the older first")
                    List<String> versions) {
        var to = number(versions.getLast());
        var from = versions.size() == 2 ? "?with=v" + number(versions.getFirst()) : "";
        var comparison = api().get(appPath("/releases/v" + to + "/diff/" + from));
        terminal()
                .show(
                        comparison,
                        () -> ReleaseText.diff(comparison, terminal().table("CHANGE", "AREA", "NAME", "FROM", "TO")));
        return 0;
    }

    @Command(name = "deploy", description = "deploy the newest release")
    int deploy(
            @Parameters(arity = "0..*", paramLabel = "PTYPE", description = "only these process types (default: all)")
                    @Nullable List<String> types,
            @Option(
                            names = {"-f", "--force"},
                            description = "replace processes that run it already")
                    boolean force,
            @Option(
                            names = "--confirm",
                            paramLabel = "YES",
                            description = "accepted as the reference's client has it; nothing is asked")
                    @Nullable String confirm) {
        var body = Json.object().put("force", force);
        if (types != null) {
            body.put("ptypes", String.join(",", types));
        }
        var answer = terminal()
                .progress(
                        "Deploying " + (types == null ? app() : String.join(", ", types) + " of " + app()),
                        () -> api().post(appPath("/releases/deploy/"), body),
                        Answer::done);
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    @Command(name = "rollback", description = "return to a previous release")
    int rollback(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "[VERSION] [PTYPE]",
                            description = "the release (default: the one before the current), then the process types"
                                    + " that go back (default: all)")
                    @Nullable List<String> words) {
        // The guide writes the version first, the reference's client takes it last.
        var versions = words == null
                ? List.<String>of()
                : words.stream().filter(word -> word.matches("v?[0-9].*")).toList();
        var types = words == null
                ? List.<String>of()
                : words.stream().filter(word -> !versions.contains(word)).toList();
        if (versions.size() > 1) {
            throw new WrongUsage("give one release to go back to, not " + String.join(" and ", versions));
        }
        var body = Json.object();
        versions.forEach(version -> body.put("version", number(version)));
        if (!types.isEmpty()) {
            body.put("ptypes", String.join(",", types));
        }
        var answer = api().post(appPath("/releases/rollback/"), body).body();
        terminal()
                .show(
                        answer,
                        () -> "Rolled back" + (versions.isEmpty() ? "" : " to v" + number(versions.getFirst())) + "\n");
        return 0;
    }

    static int number(String version) {
        if (!version.matches("v?[0-9]{1,9}")) {
            throw new WrongUsage(version + " is not in the form 'v#'");
        }
        return Integer.parseInt(version.replace("v", ""));
    }
}
