package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** How much CPU and memory pods may use (seed 5.13). */
@Command(name = "limits", description = "manage resource limits for your application")
public final class Limits extends SectionSession {

    public Limits(Surroundings around) {
        super(around, "limits");
    }

    @Command(name = "list", description = "list resource limits for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        var plans = new TreeMap<String, JsonNode>();
        api().list("/v2/limits/plans/?limit=1000")
                .path("results")
                .forEach(plan -> plans.put(plan.path("id").asString(""), plan));
        var types = new TreeSet<String>();
        for (var section : List.of("limits", "memory", "cpu")) {
            config.path(section).properties().forEach(entry -> types.add(entry.getKey()));
        }
        if (types.isEmpty()) {
            return "No limits found in %s app.\n".formatted(app());
        }
        var table = terminal().table("PTYPE", "PLAN", "VCPUS", "MEMORY", "FEATURES");
        for (var type : types) {
            var id = config.path("limits").path(type).asString("");
            var plan = plans.get(id);
            table.row(
                    type,
                    id.isEmpty() ? "<none>" : id,
                    own(
                            config,
                            "cpu",
                            type,
                            plan == null ? "" : plan.path("cpu").asString("")),
                    own(
                            config,
                            "memory",
                            type,
                            plan == null ? "" : plan.path("memory").asString("") + " GiB"),
                    plan == null ? "" : features(plan));
        }
        return table.toString();
    }

    private static String own(JsonNode config, String section, String type, String otherwise) {
        var own = config.path(section).path(type).asString("");
        return !own.isEmpty() ? own : otherwise.isEmpty() ? "<none>" : otherwise;
    }

    private static String features(JsonNode plan) {
        var gpu = plan.path("spec").path("features").path("gpu");
        return (gpu.path("name").asString("") + " "
                        + gpu.path("memory").path("size").asString(""))
                .strip();
    }

    @Command(name = "set", description = "set resource limits for an app")
    int set(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "PTYPE=PLAN",
                            description = "a process type and a plan of `drycc limits plans`")
                    List<String> pairs) {
        return change(
                "Applying limits",
                done -> "done",
                (limits, section) ->
                        KeyValues.of(pairs, "ptype=plan", "web=std1.large.c1m1").forEach(limits::put));
    }

    @Command(name = "unset", description = "unset resource limits for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "PTYPE") List<String> types) {
        return change("Applying limits", done -> "done", (limits, section) -> types.forEach(limits::putNull));
    }

    @Command(name = "specs", description = "list all available limit specs")
    int specs(
            @Option(
                            names = {"-k", "--keywords"},
                            defaultValue = "",
                            paramLabel = "WORDS",
                            description = "only specs with these, separated by commas")
                    String keywords,
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var query = limit(limit)
                + (keywords.isEmpty()
                        ? ""
                        : (limit(limit).isEmpty() ? "?" : "&") + "keywords=" + Api.segment(keywords));
        var specs = api().list("/v2/limits/specs/" + query);
        terminal().show(specs, () -> {
            if (specs.path("results").isEmpty()) {
                return "Could not find any limit spec.\n";
            }
            var table = terminal().table("ID", "CPU", "CLOCK", "BOOST", "CORES", "THREADS", "NETWORK", "FEATURES");
            specs.path("results").forEach(spec -> {
                var cpu = spec.path("cpu");
                table.row(
                        spec.path("id").asString(""),
                        cpu.path("name").asString(""),
                        cpu.path("clock").asString(""),
                        cpu.path("boost").asString(""),
                        cpu.path("cores").asString(""),
                        cpu.path("threads").asString(""),
                        spec.path("features").path("network").asString(""),
                        spec.path("features").path("gpu").path("name").asString(""));
            });
            return table.toString();
        });
        return 0;
    }

    @Command(name = "plans", description = "list all available limit plans")
    int plans(
            @Option(names = "--spec-id", defaultValue = "", paramLabel = "SPEC", description = "only plans of it")
                    String spec,
            @Option(names = "--cpu", defaultValue = "", paramLabel = "CORES", description = "only plans with so many")
                    String cpu,
            @Option(
                            names = {"-m", "--memory"},
                            defaultValue = "",
                            paramLabel = "GIB",
                            description = "only plans with so much")
                    String memory,
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var query = "?spec-id=%s&cpu=%s&memory=%s%s"
                .formatted(
                        Api.segment(spec),
                        Api.segment(cpu),
                        Api.segment(memory),
                        limit(limit).replace('?', '&'));
        var plans = api().list("/v2/limits/plans/" + query);
        terminal().show(plans, () -> {
            if (plans.path("results").isEmpty()) {
                return "Could not find any limit plan.\n";
            }
            var table = terminal().table("ID", "SPEC", "CPU", "VCPUS", "MEMORY", "FEATURES");
            plans.path("results")
                    .forEach(plan -> table.row(
                            plan.path("id").asString(""),
                            plan.path("spec").path("id").asString(""),
                            plan.path("spec").path("cpu").path("name").asString(""),
                            plan.path("cpu").asString(""),
                            plan.path("memory").asString("") + " GiB",
                            features(plan)
                                    + (plan.path("disabled").asBoolean(false) ? ", larger than this machine" : "")));
            return table.toString();
        });
        return 0;
    }
}
