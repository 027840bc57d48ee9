package cc.drycc.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;

/** Help pages in the form of seed 4.1. */
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
                  builds        manage builds created using `git push`
                  config        manage environment variables that define app config
                  git           manage git remotes of applications
                  keys          manage ssh keys for `git push` deployments
                  ps            manage processes inside an app container
                  releases      manage releases of an application

                Shortcut commands, use `drycc help [shortcut]` to learn more::

                  create        create a new application
                  destroy       destroy an application
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
                  -o, --output  text or json

                Use `git push drycc master` to deploy to an application.
                """;
    }

    static String group(CommandLine group) {
        var name = group.getCommandName().substring("drycc ".length());
        int width = group.getSubcommands().keySet().stream()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0)
                + name.length()
                + 1;
        return group.getSubcommands().entrySet().stream()
                .map(command -> "%s  %s"
                        .formatted(
                                pad(name + ":" + command.getKey(), width),
                                String.join(
                                        " ",
                                        command.getValue()
                                                .getCommandSpec()
                                                .usageMessage()
                                                .description())))
                .collect(Collectors.joining(
                        "\n",
                        "Valid commands for " + name + ":\n\n",
                        "\n\nUse `drycc help [command]` to learn more\n"));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
