package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.http.NotASocket;
import cc.drycc.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Processes of an app (seed 5.5). */
@Command(name = "ps", description = "manage processes inside an app container")
public final class Ps extends AppSession implements Runnable {

    /** Of a pod that is on its way out. */
    private static final String LEAVING = "terminating";

    public Ps(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "list application processes")
    int list() {
        var pods = api().list(appPath("/pods/"));
        terminal().show(pods, () -> table(pods, terminal()));
        return 0;
    }

    /** Pods that are leaving are not shown: who just scaled down wants to see what stays. */
    static String table(JsonNode pods, Terminal terminal) {
        var staying = StreamSupport.stream(pods.path("results").spliterator(), false)
                .filter(pod -> !pod.path("state").asString("").equals(LEAVING))
                .toList();
        if (staying.isEmpty()) {
            return "No processes found.\n";
        }
        var table = terminal.table("NAME", "RELEASE", "STATE", "PTYPE", "READY", "RESTARTS", "STARTED");
        staying.forEach(pod -> table.row(
                pod.path("name").asString(""),
                pod.path("release").asString(""),
                pod.path("state").asString(""),
                pod.path("type").asString(""),
                pod.path("ready").asString(""),
                Integer.toString(pod.path("restarts").asInt(0)),
                pod.path("started").asString("")));
        return table.toString();
    }

    @Command(name = "scale", description = "scale processes by type")
    int scale(@Parameters(arity = "1..*", paramLabel = "PTYPE=COUNT") List<String> pairs) {
        var body = Scaling.body(pairs);
        timed("Scaling processes", () -> api().post(appPath("/scale/"), body));
        return list();
    }

    private void timed(String what, Runnable work) {
        Coffee.timed(around(), terminal(), what, work);
    }

    @Command(name = "restart", description = "restart application processes")
    int restart(
            @Parameters(arity = "0..1", paramLabel = "TYPE|NAME", description = "a process type or one process")
                    @Nullable String which) {
        var path = which == null ? "/pods/restart/" : "/pods/" + Api.segment(withoutApp(which)) + "/restart/";
        timed("Restarting processes", () -> api().post(appPath(path)));
        return list();
    }

    /** Seed 5.5 writes {@code ps restart APP-TYPE}: the type alone is meant. */
    private String withoutApp(String which) {
        var prefix = app() + "-";
        var rest = which.startsWith(prefix) ? which.substring(prefix.length()) : which;
        return rest.contains("-") ? which : rest;
    }

    @Command(name = "delete", description = "delete processes; new ones take their place")
    int delete(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names) {
        var ids = String.join(",", names);
        terminal()
                .progress(
                        "Deleting " + ids + " from " + app(),
                        () -> api().delete(appPath("/pods/"), Json.object().put("pod_ids", ids)),
                        done -> "done");
        terminal().show(Json.object().put("pod_ids", ids), () -> "");
        return 0;
    }

    @Command(name = "logs", description = "print the logs of a process")
    int logs(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = {"-l", "--lines"},
                            defaultValue = "300",
                            description = "newest lines (default 300)")
                    int lines,
            @Option(
                            names = {"-f", "--follow"},
                            description = "go on with new lines")
                    boolean follow,
            @Option(names = "--container", paramLabel = "NAME", description = "its container; it has one only")
                    @Nullable String container,
            @Option(
                            names = {"-p", "--previous"},
                            description = "what it wrote before it was last restarted")
                    boolean previous) {
        var query = Streams.query(lines, follow)
                + (previous ? "&previous=true" : "")
                + (container == null ? "" : "&container=" + Api.segment(container));
        return Streams.copy(api(), appPath("/pods/" + Api.segment(name) + "/logs/" + query), terminal());
    }

    @Command(name = "describe", description = "print a detailed description of a process")
    int describe(@Parameters(paramLabel = "NAME") String name) {
        var described = api().list(appPath("/pods/" + Api.segment(name) + "/describe/"));
        var events = api().list(appPath("/events/?pod_name=" + Api.segment(name)));
        terminal()
                .show(
                        described,
                        () -> PodDescription.text(described.path("results")) + Happened.text(events, terminal()));
        return 0;
    }

    @Command(name = "exec", description = "execute a command in a process")
    int exec(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(arity = "1..*", index = "1..*", paramLabel = "-- COMMAND") List<String> command,
            @Option(
                            names = {"-t", "--tty"},
                            description = "give it a terminal")
                    boolean tty,
            @Option(
                            names = {"-i", "--stdin"},
                            description = "pass what you type to it")
                    boolean stdin,
            @Option(
                            names = {"-it", "-ti"},
                            description = "both: a terminal to type in")
                    boolean both) {
        var wish = new RemoteCommand.Wish(command, tty || both, stdin || both, Json.object());
        try {
            return new RemoteCommand(api(), around(), terminal())
                    .run(appPath("/pods/" + Api.segment(name) + "/exec/"), wish);
        } catch (NotASocket refused) {
            throw refused.refusal();
        }
    }
}
