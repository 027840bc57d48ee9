package cc.drycc.cli;

import cc.drycc.cli.commands.Session;
import cc.drycc.cli.plugins.Plugin;
import cc.drycc.cli.plugins.PluginVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * {@code drycc GROUP COMMAND}. Exit codes: 0; 1 with one line on standard error; 2 for wrong usage; that of the command
 * for {@code run}.
 */
public final class Drycc {

    private final Surroundings around;

    Drycc(Surroundings around) {
        this.around = around;
    }

    public static void main(String[] arguments) {
        System.exit(new Drycc(Surroundings.ofProcess()).run(List.of(arguments)));
    }

    /** Runs one command line; gives the exit code. */
    int run(List<String> arguments) {
        var words = Words.of(arguments);
        return switch (words.command()) {
            case "" -> {
                around.err().print(Help.overview());
                yield Mistakes.EXIT_CODE;
            }
            case "version", "--version" -> version(words);
            case "help", "--help", "-h" -> help(words.rest());
            default -> command(words);
        };
    }

    /** The bare word is answered at once, the rest is a command like any other. */
    private int version(Words words) {
        if (words.before().isEmpty() && words.rest().isEmpty()) {
            around.out().println(Version.CLIENT);
            return 0;
        }
        return command(new Words(words.before(), "version", words.rest()));
    }

    private int command(Words words) {
        var path = CommandTree.path(words.command());
        if (words.asksForHelp() && CommandTree.has(path.getFirst())) {
            return help(words.withoutHelp());
        }
        try (var group = CommandTree.group(path.getFirst(), around).orElse(null)) {
            if (group == null) {
                return foreign(words.command(), path, words.rest(), words.before());
            }
            var arguments = new ArrayList<>(words.before());
            arguments.addAll(path.subList(1, path.size()));
            arguments.addAll(words.rest());
            return line(path.getFirst(), group).execute(arguments.toArray(String[]::new));
        }
    }

    private int help(List<String> rest) {
        var words = Words.of(rest);
        if (words.command().isEmpty()) {
            around.out().print(Help.overview());
            return 0;
        }
        var path = new ArrayList<>(CommandTree.path(words.command()));
        try (var group = CommandTree.group(path.getFirst(), around).orElse(null)) {
            if (group == null) {
                return foreign(words.command(), path, List.of("--help"), words.before());
            }
            var line = line(path.getFirst(), group);
            var next = Words.of(words.rest()).command();
            if (path.size() == 1 && !next.isEmpty()) {
                path.add(next);
            }
            return help(line, path);
        }
    }

    private int help(CommandLine group, List<String> path) {
        if (path.size() == 1) {
            around.out().print(Help.group(group));
            return 0;
        }
        var command = group.getSubcommands().get(path.get(1));
        if (command == null) {
            return unknown(path.get(1), group.getSubcommands().keySet().stream());
        }
        around.out().print(Help.command(command));
        return 0;
    }

    private CommandLine line(String name, Session group) {
        var line = new CommandLine(group).setCommandName("drycc " + name);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setPosixClusteredShortOptionsAllowed(false);
        new Mistakes(around).listenTo(line);
        return line;
    }

    /** A plugin: it gets the words behind its name; the flags before it become variables (seed 4.1). */
    private int foreign(String word, List<String> path, List<String> rest, List<String> before) {
        var plugin = Plugin.named(path.getFirst(), around);
        if (plugin.isEmpty()) {
            return unknown(word, CommandTree.firstWords());
        }
        var arguments = new ArrayList<>(path.subList(1, path.size()));
        arguments.addAll(rest);
        try {
            return plugin.get().run(arguments, PluginVariables.of(before, around));
        } catch (CliProblem problem) {
            return new Mistakes(around).failed(problem.getMessage());
        }
    }

    private int unknown(String word, Stream<String> candidates) {
        return new Mistakes(around).unknownCommand(word, candidates);
    }
}
