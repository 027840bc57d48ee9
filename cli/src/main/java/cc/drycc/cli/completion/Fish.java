package cc.drycc.cli.completion;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for fish: one {@code complete} line per word and per flag, each bound to the words before it. */
final class Fish {

    /** The words typed so far without flags and their values: all of them, or how they begin. */
    private static final String HEAD = """
            # completion of drycc for fish; made by: drycc completion fish
            function __drycc_words
                set -l value 0
                for word in (commandline -opc)[2..-1]
                    if test $value = 1
                        set value 0
                    else if contains -- $word -a --app -c --config -o --output
                        set value 1
                    else if not string match -q -- '-*' $word
                        echo $word
                    end
                end
            end
            function __drycc_after
                test "$(__drycc_words | string join ' ')" = "$argv"
            end
            function __drycc_in
                set -l words (__drycc_words)
                test (count $words) -ge (count $argv); and test "$words[1..$(count $argv)]" = "$argv"
            end
            complete -c drycc -e
            """;

    private final CommandLine all;
    private final StringBuilder text = new StringBuilder(HEAD);

    Fish(CommandLine all) {
        this.all = all;
    }

    String script() {
        all.getSubcommands().forEach((word, command) -> {
            word("", word, command);
            command.getSubcommands().forEach((name, sub) -> {
                word(word, name, sub);
                flags(word + " " + name, sub);
            });
            flags(word, command);
        });
        return text.toString();
    }

    private void word(String before, String word, CommandLine command) {
        line("__drycc_after " + before, "-f -a " + quoted(word), description(command));
    }

    private void flags(String words, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            var names = Stream.of(option.names())
                    .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .toList();
            line("__drycc_in " + words, String.join(" ", names) + value(option), text(option));
        }
    }

    /** Which values there are when they are few; else a file. */
    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        var constants = option.type().getEnumConstants();
        if (constants == null) {
            return " -r";
        }
        var values = Stream.of(constants)
                .map(each -> each.toString().toLowerCase(Locale.ROOT))
                .toList();
        return " -x -a " + quoted(String.join(" ", values));
    }

    private void line(String condition, String what, String description) {
        text.append("complete -c drycc -n ")
                .append(quoted(condition.strip()))
                .append(' ')
                .append(what)
                .append(" -d ")
                .append(quoted(description))
                .append('\n');
    }

    private static String description(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private static String text(ArgSpec argument) {
        return String.join(" ", List.of(argument.description()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
