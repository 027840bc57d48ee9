package cc.drycc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help pages: the overview and {@code apps} in the form of seed 4.1, all others in that of seed 5.6. */
final class Help {

    private Help() {}

    static String overview() {
        return """
                The Drycc command-line client issues API calls to a Drycc controller.

                Usage: drycc <command> [<args>...]

                Auth commands::

                  register      register a new user with a controller
                  login         login to a controller
                  logout        logout from the current controller
                  whoami        display the current user

                Subcommands, use `drycc help [subcommand]` to learn more::

                  apps          manage applications used to provide services
                  autodeploy    manage automatic deployment of an application
                  autorollback  manage automatic rollback of an application
                  autoscale     manage autoscale for applications
                  builders      see the ways there are to build an application
                  builds        manage builds created using `git push`
                  config        manage environment variables that define app config
                  domains       manage and assign domain names to your applications
                  git           manage git remotes of applications
                  healthchecks  manage healthchecks for your application
                  keys          manage ssh keys for `git push` deployments
                  labels        manage labels of an application
                  lifecycles    manage lifecycle hooks for your application
                  limits        manage resource limits for your application
                  perms         manage permissions for applications
                  ps            manage processes inside an app container
                  pts           manage process types of an application
                  registry      manage private registry information for your application
                  releases      manage releases of an application
                  routing       manage routing of an application
                  tags          manage tags for application containers
                  timeouts      manage pods termination grace periods
                  tokens        manage tokens programs call the controller with
                  users         manage users of the platform, for administrators
                  completion    print the script that makes a shell complete commands
                  update        say whether the client fits the controller, and how to update it
                  version       display client version

                Shortcut commands, use `drycc help [shortcut]` to learn more::

                  create        create a new application
                  destroy       destroy an application
                  exec          execute a command in a process
                  info          view information about the current app
                  logs          view aggregated log info for the app
                  open          open a URL to the app in a browser
                  pull          imports an image and deploys as a new release
                  rollback      return to a previous release
                  run           run a command in an ephemeral app container
                  scale         scale processes by type

                Global options::

                  -c, --config  profile: a path, or NAME for ~/.drycc/NAME.json
                  -a, --app     the app (default: the git remote drycc, DRYCC_APP, the folder's name)
                  -o, --output  text, json or yaml

                Use `git push drycc master` to deploy to an application.
                """;
    }

    static String group(CommandLine group) {
        var name = nameOf(group);
        if (name.equals("apps")) {
            return "Valid commands for apps:\n\n"
                    + commands(group, "apps:", "")
                    + "\nUse `drycc help [command]` to learn more\n";
        }
        var usage = "  drycc %1$s [flags]\n  drycc %1$s [command]\n".formatted(name);
        return description(group)
                + section("Usage", usage)
                + section("Available Commands", commands(group, "", "  "))
                + flags(group)
                + "\nUse \"drycc %s [command] --help\" for more information about a command.\n".formatted(name);
    }

    static String command(CommandLine command) {
        var positionals = command.getCommandSpec().positionalParameters();
        var usage = "  drycc " + nameOf(command) + " [flags]"
                + positionals.stream().map(argument -> " " + label(argument)).collect(Collectors.joining());
        var arguments = positionals.stream()
                .filter(argument -> argument.description().length > 0)
                .map(argument -> List.of("  " + label(argument), text(argument)))
                .toList();
        return description(command)
                + section("Usage", usage + "\n")
                + section("Arguments", aligned(arguments))
                + flags(command);
    }

    private static String flags(CommandLine command) {
        var own = new ArrayList<List<String>>();
        var global = new ArrayList<List<String>>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            boolean everywhere = option.longestName().equals("--config")
                    || option.longestName().equals("--output");
            (everywhere ? global : own).add(List.of(names(option), text(option)));
        }
        global.add(List.of("  -h, --help", "Display help information"));
        return section("Flags", aligned(own)) + section("Global Flags", aligned(global));
    }

    private static String names(OptionSpec option) {
        var names = List.of(option.names());
        var shown = names.size() == 1 ? "      " + names.getFirst() : "  " + String.join(", ", names);
        if (option.arity().max() == 0) {
            return shown;
        }
        return shown + (option.type() == int.class ? " int" : " string");
    }

    private static String label(PositionalParamSpec argument) {
        var label = argument.paramLabel() + (argument.arity().max() > 2 ? "..." : "");
        return argument.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private static String commands(CommandLine group, String before, String indent) {
        var rows = group.getSubcommands().entrySet().stream()
                .filter(command -> command.getKey()
                        .equals(command.getValue().getCommandSpec().name()))
                .map(command -> List.of(indent + before + command.getKey(), words(command.getValue(), before)))
                .toList();
        return aligned(rows);
    }

    private static String words(CommandLine command, String before) {
        var words = description(command).strip();
        return before.isEmpty() ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static String description(CommandLine command) {
        var words = String.join(" ", command.getCommandSpec().usageMessage().description());
        return capital(words) + "\n";
    }

    private static String text(ArgSpec argument) {
        return capital(String.join(" ", argument.description()));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String section(String title, String body) {
        return body.isEmpty() ? "" : "\n" + title + ":\n" + body;
    }

    private static String aligned(List<List<String>> rows) {
        int width = rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
        return rows.stream()
                .map(row -> row.getFirst() + " ".repeat(width - row.getFirst().length() + 3) + row.getLast() + "\n")
                .collect(Collectors.joining());
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName().substring("drycc ".length());
    }
}
