package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.completion.Shell;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell has to run to complete our words. */
@Command(name = "completion", description = "print the script that makes a shell complete commands")
public final class CompletionScript extends Session implements Runnable {

    private final Supplier<CommandLine> all;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell = Shell.BASH;

    /** @param all {@code drycc} with every word a command line may begin with */
    public CompletionScript(Surroundings around, Supplier<CommandLine> all) {
        super(around);
        this.all = all;
    }

    @Override
    public void run() {
        terminal().result().print(shell.script(all.get()));
        terminal().result().flush();
    }
}
