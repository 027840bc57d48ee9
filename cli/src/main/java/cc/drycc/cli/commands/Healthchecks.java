package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** The probes of an app (seed 5.6). */
@Command(name = "healthchecks", description = "manage healthchecks for your application")
public final class Healthchecks extends SectionSession {

    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");

    @Option(
            names = {"-p", "--ptype"},
            scope = ScopeType.INHERIT,
            paramLabel = "PTYPE",
            description = "the process type (default web)")
    private @Nullable String type;

    public Healthchecks(Surroundings around) {
        super(around, "healthcheck");
    }

    @Command(name = "list", description = "list healthchecks for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        var text = new StringBuilder(head(config)).append("Healthchecks:\n");
        int before = text.length();
        each(config, (each, probes) -> {
            if (type == null || type.equals(each)) {
                for (var probe : PROBES) {
                    if (probes.has(probe)) {
                        text.append("%s %s %s\n".formatted(probe, each, DescribedType.words(probes.path(probe))));
                    }
                }
            }
        });
        return text.length() == before ? text + "No health checks configured.\n" : text.toString();
    }

    @Command(name = "set", description = "set healthchecks for an app")
    int set(
            @Mixin Actions actions,
            @Option(
                            names = "--initial-delay-timeout",
                            defaultValue = "50",
                            paramLabel = "SECONDS",
                            description = "wait before the first try (default 50)")
                    int delay,
            @Option(
                            names = "--timeout-seconds",
                            defaultValue = "50",
                            paramLabel = "SECONDS",
                            description = "of one try (default 50)")
                    int timeout,
            @Option(
                            names = "--period-seconds",
                            defaultValue = "10",
                            paramLabel = "SECONDS",
                            description = "between tries (default 10)")
                    int period,
            @Option(
                            names = "--success-threshold",
                            defaultValue = "1",
                            paramLabel = "N",
                            description = "successes in a row that count (default 1)")
                    int successes,
            @Option(
                            names = "--failure-threshold",
                            defaultValue = "3",
                            paramLabel = "N",
                            description = "failures in a row that count (default 3)")
                    int failures,
            @Parameters(
                            index = "0",
                            paramLabel = "PROBE",
                            description = "startupProbe, livenessProbe or readinessProbe")
                    String probe,
            @Parameters(
                            index = "1",
                            paramLabel = "ACTION",
                            description = "httpGet PORT, exec -- COMMAND or tcpSocket PORT")
                    String action,
            @Parameters(index = "2..*", arity = "0..*", paramLabel = "ARGUMENT") @Nullable List<String> arguments) {
        if (!PROBES.contains(probe)) {
            throw new WrongUsage("there is no probe " + probe + "; there are " + String.join(", ", PROBES));
        }
        var words = new Trailing(arguments, type);
        return change("Applying " + probe + " healthcheck", done -> "done", (section, name) -> {
            var json = section.putObject(words.type()).putObject(probe);
            actions.put(json, action, words.rest());
            json.put("initialDelaySeconds", delay)
                    .put("timeoutSeconds", timeout)
                    .put("periodSeconds", period)
                    .put("successThreshold", successes)
                    .put("failureThreshold", failures);
        });
    }

    @Command(name = "unset", description = "unset healthchecks for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "PROBE") List<String> probes) {
        return change("Removing healthchecks", done -> "done", (section, name) -> {
            var ofType = section.putObject(type == null ? WEB : type);
            probes.forEach(ofType::putNull);
        });
    }
}
