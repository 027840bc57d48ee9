package cc.drycc.cli;

import cc.drycc.cli.commands.Apps;
import cc.drycc.cli.commands.Auth;
import cc.drycc.cli.commands.Builds;
import cc.drycc.cli.commands.Config;
import cc.drycc.cli.commands.GitRemotes;
import cc.drycc.cli.commands.Keys;
import cc.drycc.cli.commands.Ps;
import cc.drycc.cli.commands.Releases;
import cc.drycc.cli.commands.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * {@code drycc GROUP COMMAND}. Only the group that is wanted is built, because each costs milliseconds at every start.
 * Exit codes: 0; 1 with one line on standard error; 2 for wrong usage; that of the command for {@code run}.
 */
public final class Drycc {

    private static final Map<String, Supplier<Session>> GROUPS = Map.of(
            "auth", Auth::new,
            "keys", Keys::new,
            "apps", Apps::new,
            "builds", Builds::new,
            "config", Config::new,
            "releases", Releases::new,
            "ps", Ps::new,
            "git", GitRemotes::new);

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
            Map.entry("scale", List.of("ps", "scale")),
            Map.entry("rollback", List.of("releases", "rollback")));

    private Drycc() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** Runs one command line; gives the exit code. */
    static int run(List<String> arguments) {
        var words = Words.of(arguments);
        return switch (words.command()) {
            case "" -> {
                System.err.print(Help.overview());
                yield arguments.isEmpty() ? 2 : 0;
            }
            case "version", "--version" -> {
                System.out.println(Version.CLIENT);
                yield 0;
            }
            case "help", "--help", "-h" -> help(words.rest());
            default -> group(words);
        };
    }

    private static int help(List<String> rest) {
        if (rest.isEmpty()) {
            System.out.print(Help.overview());
            return 0;
        }
        var words = Words.of(rest);
        var path = path(words);
        var group = GROUPS.get(path.getFirst());
        if (group == null) {
            return unknown(words.command());
        }
        var line = line(path.getFirst(), group.get());
        if (path.size() == 1) {
            System.out.print(Help.group(line));
            return 0;
        }
        var command = line.getSubcommands().get(path.get(1));
        if (command == null) {
            return unknown(String.join(" ", path));
        }
        command.usage(System.out);
        return 0;
    }

    private static int group(Words words) {
        var path = path(words);
        var group = GROUPS.get(path.getFirst());
        if (group == null) {
            return unknown(words.command());
        }
        if (path.size() == 1 && (words.rest().contains("--help") || words.rest().contains("-h"))) {
            System.out.print(Help.group(line(path.getFirst(), group.get())));
            return 0;
        }
        var arguments = new ArrayList<>(words.before());
        arguments.addAll(path.subList(1, path.size()));
        arguments.addAll(words.rest());
        return line(path.getFirst(), group.get()).execute(arguments.toArray(String[]::new));
    }

    /** Group and command: of a shortcut, of {@code group:command}, or the group alone. */
    private static List<String> path(Words words) {
        var shortcut = SHORTCUTS.get(words.command());
        if (shortcut != null) {
            return shortcut;
        }
        return List.of(words.command().split(":", 2));
    }

    private static CommandLine line(String name, Session group) {
        var line = new CommandLine(group).setCommandName("drycc " + name);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setPosixClusteredShortOptionsAllowed(false);
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof CliProblem expected) {
                System.err.println("Error: " + expected.getMessage());
                return 1;
            }
            throw problem;
        });
        line.setParameterExceptionHandler((problem, given) -> {
            System.err.println("Error: " + problem.getMessage());
            System.err.println("Use `drycc help " + help(problem.getCommandLine()) + "` to learn more");
            return 2;
        });
        return line;
    }

    private static String help(CommandLine command) {
        return Optional.of(command.getCommandSpec().qualifiedName())
                .filter(name -> name.startsWith("drycc "))
                .map(name -> name.substring("drycc ".length()))
                .orElse("");
    }

    private static int unknown(String command) {
        System.err.println("Error: unknown command \"" + command + "\"; see: drycc help");
        return 2;
    }
}
