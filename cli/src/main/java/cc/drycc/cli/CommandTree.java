package cc.drycc.cli;

import cc.drycc.cli.commands.AppLabels;
import cc.drycc.cli.commands.Apps;
import cc.drycc.cli.commands.Auth;
import cc.drycc.cli.commands.Autodeploy;
import cc.drycc.cli.commands.Autorollback;
import cc.drycc.cli.commands.Autoscale;
import cc.drycc.cli.commands.Builders;
import cc.drycc.cli.commands.Builds;
import cc.drycc.cli.commands.CompletionScript;
import cc.drycc.cli.commands.Config;
import cc.drycc.cli.commands.Domains;
import cc.drycc.cli.commands.GitRemotes;
import cc.drycc.cli.commands.Healthchecks;
import cc.drycc.cli.commands.Keys;
import cc.drycc.cli.commands.Lifecycles;
import cc.drycc.cli.commands.Limits;
import cc.drycc.cli.commands.Perms;
import cc.drycc.cli.commands.Ps;
import cc.drycc.cli.commands.Pts;
import cc.drycc.cli.commands.Registry;
import cc.drycc.cli.commands.Releases;
import cc.drycc.cli.commands.Routing;
import cc.drycc.cli.commands.Session;
import cc.drycc.cli.commands.Tags;
import cc.drycc.cli.commands.Timeouts;
import cc.drycc.cli.commands.Tokens;
import cc.drycc.cli.commands.Update;
import cc.drycc.cli.commands.Users;
import cc.drycc.cli.commands.Versions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which words are commands. Only the group that is wanted is built, because each costs milliseconds at every start. */
final class CommandTree {

    private static final Map<String, Function<Surroundings, Session>> GROUPS = Map.ofEntries(
            Map.entry("auth", Auth::new),
            Map.entry("keys", Keys::new),
            Map.entry("apps", Apps::new),
            Map.entry("builds", Builds::new),
            Map.entry("builders", Builders::new),
            Map.entry("config", Config::new),
            Map.entry("releases", Releases::new),
            Map.entry("ps", Ps::new),
            Map.entry("pts", Pts::new),
            Map.entry("routing", Routing::new),
            Map.entry("autodeploy", Autodeploy::new),
            Map.entry("autorollback", Autorollback::new),
            Map.entry("autoscale", Autoscale::new),
            Map.entry("labels", AppLabels::new),
            Map.entry("domains", Domains::new),
            Map.entry("healthchecks", Healthchecks::new),
            Map.entry("lifecycles", Lifecycles::new),
            Map.entry("limits", Limits::new),
            Map.entry("registry", Registry::new),
            Map.entry("tags", Tags::new),
            Map.entry("timeouts", Timeouts::new),
            Map.entry("git", GitRemotes::new),
            Map.entry("perms", Perms::new),
            Map.entry("tokens", Tokens::new),
            Map.entry("version", Versions::new),
            Map.entry("completion", around -> new CompletionScript(around, () -> all(around))),
            Map.entry("update", Update::new),
            Map.entry("users", Users::new));

    /** One word instead of two (seed 1.4, 5). */
    private static final Map<String, List<String>> SHORTCUTS = Map.ofEntries(
            Map.entry("register", List.of("auth", "register")),
            Map.entry("login", List.of("auth", "login")),
            Map.entry("logout", List.of("auth", "logout")),
            Map.entry("whoami", List.of("auth", "whoami")),
            Map.entry("create", List.of("apps", "create")),
            Map.entry("destroy", List.of("apps", "destroy")),
            Map.entry("info", List.of("apps", "info")),
            Map.entry("open", List.of("apps", "open")),
            Map.entry("run", List.of("apps", "run")),
            Map.entry("logs", List.of("apps", "logs")),
            Map.entry("pull", List.of("builds", "create")),
            Map.entry("exec", List.of("ps", "exec")),
            Map.entry("scale", List.of("ps", "scale")),
            Map.entry("rollback", List.of("releases", "rollback")));

    private CommandTree() {}

    /** Group and command: of a shortcut, of {@code group:command}, or the group alone. */
    static List<String> path(String word) {
        var shortcut = SHORTCUTS.get(word);
        return shortcut != null ? shortcut : List.of(word.split(":", 2));
    }

    /** Whether a group has that name. */
    static boolean has(String name) {
        return GROUPS.containsKey(name);
    }

    /** The group of that name. */
    static Optional<Session> group(String name, Surroundings around) {
        return Optional.ofNullable(GROUPS.get(name)).map(maker -> maker.apply(around));
    }

    /** {@code drycc} with every group and shortcut; built for those who look at all of them. */
    private static CommandLine all(Surroundings around) {
        var all = new CommandLine(CommandSpec.create().name("drycc"));
        new TreeMap<>(GROUPS).forEach((word, maker) -> all.addSubcommand(word, new CommandLine(maker.apply(around))));
        new TreeMap<>(SHORTCUTS).forEach((word, path) -> {
            var group = new CommandLine(group(path.getFirst(), around).orElseThrow());
            all.addSubcommand(word, group.getSubcommands().get(path.getLast()));
        });
        return all;
    }

    /** Every word a command line may start with. */
    static Stream<String> firstWords() {
        return Stream.of(GROUPS.keySet().stream(), SHORTCUTS.keySet().stream(), Stream.of("help"))
                .flatMap(words -> words);
    }
}
