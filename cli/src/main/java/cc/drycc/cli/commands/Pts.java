package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Process types of an app (seed 5.5). */
@Command(name = "pts", description = "manage process types of an application")
public final class Pts extends AppSession implements Runnable {

    public Pts(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "list application process types")
    int list() {
        var types = api().list(appPath("/ptypes/"));
        terminal().show(types, () -> table(types));
        return 0;
    }

    private String table(JsonNode types) {
        if (types.path("results").isEmpty()) {
            return "No process types found in %s app.\n".formatted(app());
        }
        var table = terminal().table("NAME", "RELEASE", "READY", "UP-TO-DATE", "AVAILABLE", "GARBAGE", "STARTED");
        types.path("results")
                .forEach(type -> table.row(
                        type.path("name").asString(""),
                        type.path("release").asString(""),
                        type.path("ready").asString(""),
                        Integer.toString(type.path("up_to_date").asInt(0)),
                        Integer.toString(type.path("available_replicas").asInt(0)),
                        Boolean.toString(type.path("garbage").asBoolean(false)),
                        type.path("started").asString("")));
        return table.toString();
    }

    @Command(name = "describe", description = "print a detailed description of a process type")
    int describe(@Parameters(paramLabel = "PTYPE") String type) {
        var name = Api.segment(app() + "-" + type);
        var events = api().list(appPath("/events/?ptype=" + name));
        var containers = api().list(appPath("/ptypes/" + name + "/describe/"));
        terminal().show(containers, () -> {
            var text = new StringBuilder();
            containers.path("results").forEach(container -> text.append(DescribedType.text(container)));
            return text.append(Happened.text(events, terminal())).toString();
        });
        return 0;
    }

    @Command(name = "scale", description = "scale process types")
    int scale(@Parameters(arity = "1..*", paramLabel = "PTYPE=COUNT") List<String> pairs) {
        var body = Scaling.body(pairs);
        Coffee.timed(around(), terminal(), "Scaling processes", () -> api().post(appPath("/ptypes/scale/"), body));
        var pods = api().list(appPath("/pods/"));
        terminal().show(pods, () -> Ps.table(pods, terminal()));
        return 0;
    }

    @Command(name = "restart", description = "restart process types")
    int restart(
            @Parameters(arity = "0..*", paramLabel = "PTYPE", description = "default: all of them") @Nullable List<String> types,
            @Option(names = "--confirm", paramLabel = "yes", description = "yes, instead of being asked about all")
                    @Nullable String confirm) {
        var wanted = Optional.ofNullable(types).orElse(List.of());
        if (wanted.isEmpty()) {
            confirmed(confirm);
        }
        return change("Restarting process types", "restart", wanted);
    }

    private void confirmed(@Nullable String confirm) {
        var answer = confirm;
        if (answer == null) {
            terminal().aside("""
                     !    WARNING: Potentially Restart Action
                     !    This command will restart all process types of the application: %s
                     !    To proceed, type "yes" or re-run this command with --confirm=yes
                    """.formatted(app()));
            answer = terminal().ask("> ");
        }
        if (!answer.equals("yes")) {
            throw new CliProblem("Nothing was restarted.");
        }
    }

    @Command(name = "clean", description = "clean up process types that the release no longer has")
    int clean(@Parameters(arity = "1..*", paramLabel = "PTYPE") List<String> types) {
        return change("Cleaning process types", "clean", types);
    }

    private int change(String what, String action, List<String> types) {
        var body = Json.object().put("types", String.join(",", types));
        Coffee.timed(around(), terminal(), what, () -> api().post(appPath("/ptypes/" + action + "/"), body));
        terminal().show(body, () -> "");
        return 0;
    }
}
