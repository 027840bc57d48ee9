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

/** What happens to a pod after its start and before its end. */
@Command(name = "lifecycles", description = "manage lifecycle hooks for your application")
public final class Lifecycles extends SectionSession {

    private static final String STOP_SIGNAL = "stopSignal";
    private static final List<String> HANDLERS = List.of("postStart", "preStop");

    @Option(
            names = {"-p", "--ptype"},
            scope = ScopeType.INHERIT,
            paramLabel = "PTYPE",
            description = "the process type (default web)")
    private @Nullable String type;

    public Lifecycles(Surroundings around) {
        super(around, "lifecycle");
    }

    @Command(name = "list", description = "list lifecycles for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        var text = new StringBuilder(head(config)).append("Lifecycles:\n");
        int before = text.length();
        each(config, (each, hooks) -> {
            if (type == null || type.equals(each)) {
                if (hooks.has(STOP_SIGNAL)) {
                    text.append("%s %s %s\n"
                            .formatted(
                                    STOP_SIGNAL, each, hooks.path(STOP_SIGNAL).asString("")));
                }
                for (var handler : HANDLERS) {
                    if (hooks.has(handler)) {
                        text.append("%s %s %s\n".formatted(handler, each, words(hooks.path(handler))));
                    }
                }
            }
        });
        return text.length() == before ? text + "No lifecycles configured.\n" : text.toString();
    }

    private static String words(JsonNode hook) {
        return hook.has("sleep")
                ? "sleep " + hook.path("sleep").path("seconds").asInt(0) + "s"
                : DescribedType.check(hook);
    }

    @Command(name = "set", description = "set lifecycles for an app")
    int set(
            @Mixin Actions actions,
            @Option(
                            names = "--stop-signal",
                            paramLabel = "SIGNAL",
                            description = "what asks the process to end (default SIGTERM)")
                    @Nullable String signal,
            @Parameters(index = "0", paramLabel = "HANDLER", description = "postStart or preStop") String handler,
            @Parameters(
                            index = "1",
                            paramLabel = "ACTION",
                            description = "exec -- COMMAND, httpGet PORT, tcpSocket PORT or sleep SECONDS")
                    String action,
            @Parameters(index = "2..*", arity = "0..*", paramLabel = "ARGUMENT") @Nullable List<String> arguments) {
        if (!HANDLERS.contains(handler)) {
            throw new WrongUsage("there is no handler " + handler + "; there are " + String.join(", ", HANDLERS));
        }
        var words = new Trailing(arguments, type);
        return change("Applying " + handler + " lifecycle", done -> "done", (section, name) -> {
            var ofType = section.putObject(words.type());
            var hook = ofType.putObject(handler);
            if (action.equals("sleep")) {
                hook.putObject("sleep").put("seconds", seconds(words.rest()));
            } else {
                actions.put(hook, action, words.rest());
            }
            if (signal != null) {
                ofType.put(STOP_SIGNAL, signal);
            }
        });
    }

    private static int seconds(List<String> words) {
        if (words.size() != 1 || !words.getFirst().matches("[0-9]{1,5}")) {
            throw new WrongUsage("sleep takes a number of seconds, ex: sleep 5");
        }
        return Integer.parseInt(words.getFirst());
    }

    @Command(name = "unset", description = "unset lifecycles for an app")
    int unset(
            @Parameters(arity = "1..*", paramLabel = "HANDLER", description = "postStart, preStop or stopSignal")
                    List<String> handlers) {
        return change("Removing lifecycles", done -> "done", (section, name) -> {
            var ofType = section.putObject(type == null ? WEB : type);
            handlers.forEach(ofType::putNull);
        });
    }
}
