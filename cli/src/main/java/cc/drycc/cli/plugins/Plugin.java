package cc.drycc.cli.plugins;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.SearchPath;
import cc.drycc.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A program {@code drycc-NAME} on the {@code PATH}. */
public final class Plugin {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final long PATIENCE_SECONDS = 5;

    private final Path program;
    private final Surroundings around;

    private Plugin(Path program, Surroundings around) {
        this.program = program;
        this.around = around;
    }

    /** The first one of that name on the {@code PATH}. */
    public static Optional<Plugin> named(String name, Surroundings around) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return SearchPath.find("drycc-" + name, around).map(file -> new Plugin(file, around));
    }

    /**
     * Runs it on this process's terminal; gives its exit code, 128 and the signal's number when a signal ended it.
     *
     * @param variables more than our own environment
     */
    public int run(List<String> arguments, Map<String, String> variables) {
        var argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(arguments);
        var builder =
                new ProcessBuilder(argv).directory(around.folder().toFile()).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(around.environment());
        builder.environment().putAll(variables);
        // a Ctrl-C goes to both, as early as it likes: the plugin decides when and how to end
        var started = new CompletableFuture<Process>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> letEnd(started)));
        try {
            var process = builder.start();
            started.complete(process);
            return process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(e);
            throw new CliProblem("cannot run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }

    private static void letEnd(CompletableFuture<Process> started) {
        try {
            var process = started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
            Runtime.getRuntime().halt(process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return; // it never ran
        }
    }
}
