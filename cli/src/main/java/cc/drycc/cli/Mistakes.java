package cc.drycc.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one line for what could not be done, and where to read on when the command line was wrong. */
final class Mistakes {

    /** Of wrong usage. */
    static final int EXIT_CODE = 2;

    private static final int FAILED = 1;

    private final Surroundings around;

    Mistakes(Surroundings around) {
        this.around = around;
    }

    void listenTo(CommandLine line) {
        line.setExecutionExceptionHandler((problem, command, parsed) -> switch (problem) {
            case CliProblem expected -> failed(expected.getMessage());
            case WrongUsage wrong -> wrongUsage(wrong.getMessage(), command);
            default -> unexpected(problem);
        });
        line.setParameterExceptionHandler((problem, given) -> switch (problem) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            default -> wrongUsage(withoutValues(problem.getMessage(), given), problem.getCommandLine());
        });
    }

    int unknownCommand(String word, Stream<String> candidates) {
        var meant = Nearest.to(word, candidates)
                .map(candidate -> "; did you mean \"" + candidate + "\"?")
                .orElse("");
        say("unknown command \"" + word + "\"" + meant);
        around.err().println("Use `drycc help` to see all commands");
        return EXIT_CODE;
    }

    int failed(@Nullable String message) {
        say(message);
        return FAILED;
    }

    private int wrongUsage(@Nullable String message, CommandLine command) {
        say(message);
        var name = command.getCommandSpec().qualifiedName();
        around.err().println("Use `drycc help " + name.substring("drycc ".length()) + "` to learn more");
        return EXIT_CODE;
    }

    private int unmatched(UnmatchedArgumentException problem) {
        var command = problem.getCommandLine();
        var first = problem.getUnmatched().getFirst();
        if (problem.isUnknownOption()) {
            var name = nameOf(first);
            var options = command.getCommandSpec().options().stream().flatMap(Mistakes::names);
            var meant = Nearest.to(name, options)
                    .map(option -> "; did you mean " + option + "?")
                    .orElse("");
            return wrongUsage("unknown flag " + name + meant, command);
        }
        if (!command.getSubcommands().isEmpty()) {
            return unknownCommand(first, command.getSubcommands().keySet().stream());
        }
        // not what it is: it may be a password without its flag
        return wrongUsage("there are more arguments than the command takes", command);
    }

    private static Stream<String> names(OptionSpec option) {
        return Arrays.stream(option.names());
    }

    /** Passwords come as {@code --password=…}: nothing behind an equals sign is repeated. */
    private static String withoutValues(@Nullable String message, String[] given) {
        var text = String.valueOf(message);
        for (String argument : List.of(given)) {
            if (argument.startsWith("-") && argument.contains("=")) {
                text = text.replace(argument, nameOf(argument) + "=…");
            }
        }
        return text;
    }

    private static String nameOf(String flag) {
        return flag.contains("=") ? flag.substring(0, flag.indexOf('=')) : flag;
    }

    /** A fault of the program: its message may hold anything, so only who asks for it gets it. */
    private int unexpected(Exception problem) {
        say("drycc itself failed (" + problem.getClass().getSimpleName()
                + "); please report it with what DRYCC_DEBUG=1 prints");
        if (around.variable("DRYCC_DEBUG").isPresent()) {
            problem.printStackTrace(around.err());
        }
        return FAILED;
    }

    /** One line, whatever a server put into it. */
    private void say(@Nullable String message) {
        around.err().println("Error: " + String.valueOf(message).replaceAll("\\p{Cntrl}+", " "));
    }
}
