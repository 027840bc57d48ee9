package cc.drycc.e2e.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One outside program with its arguments, environment and folder; run to its end or started and watched. */
public final class Command {

    private final List<String> argv;
    private final Map<String, String> env = new HashMap<>();
    private Path directory = Path.of("/");
    private Duration timeout = Duration.ofMinutes(5);
    private String typing = "";

    private Command(List<String> argv) {
        this.argv = List.copyOf(argv);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv));
    }

    public static Command of(List<String> argv) {
        return new Command(argv);
    }

    /** The same program with more arguments. */
    public Command with(String... more) {
        var all = new ArrayList<>(argv);
        all.addAll(List.of(more));
        var command = new Command(all);
        command.env.putAll(env);
        command.directory = directory;
        command.timeout = timeout;
        command.typing = typing;
        return command;
    }

    public Command env(String name, String value) {
        env.put(name, value);
        return this;
    }

    public Command env(Map<String, String> values) {
        env.putAll(values);
        return this;
    }

    public Command in(Path folder) {
        directory = folder;
        return this;
    }

    /** What is on its standard input; nothing by default. */
    public Command typing(String text) {
        typing = text;
        return this;
    }

    public Command within(Duration limit) {
        timeout = limit;
        return this;
    }

    /** How it ended and everything it wrote. */
    public record Result(String name, int exitCode, String out, String err) {

        /** Both streams, standard output first. */
        public String all() {
            return out + err;
        }

        /** @throws AssertionError with both streams when the exit code is not 0 */
        public Result ok() {
            if (exitCode != 0) {
                throw new AssertionError(name + " ended with " + exitCode + "\n" + all());
            }
            return this;
        }
    }

    /** A started program. */
    public record Running(Process process, CompletableFuture<String> out, CompletableFuture<String> err) {

        /** Its last word, once it has ended. */
        public Result await(Duration limit) {
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + limit.toSeconds() + " s");
                }
                return new Result("command", process.exitValue(), out.join(), err.join());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    public Result run() {
        var running = start();
        try {
            if (!running.process().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                running.process().descendants().forEach(ProcessHandle::destroyForcibly);
                running.process().destroyForcibly();
                throw new AssertionError(argv + " still ran after " + timeout.toSeconds() + " s\n"
                        + running.out().getNow("") + running.err().getNow(""));
            }
            return new Result(
                    String.join(" ", argv),
                    running.process().exitValue(),
                    running.out().join(),
                    running.err().join());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Running start() {
        var builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().putAll(env);
        if (typing.isEmpty()) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        }
        try {
            var process = builder.start();
            if (!typing.isEmpty()) {
                try (var in = process.getOutputStream()) {
                    in.write(typing.getBytes(StandardCharsets.UTF_8));
                }
            }
            return new Running(process, drain(process.getInputStream()), drain(process.getErrorStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<String> drain(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }
}
