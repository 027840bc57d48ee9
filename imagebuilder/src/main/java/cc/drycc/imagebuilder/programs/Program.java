package cc.drycc.imagebuilder.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An executable of this machine. Each call gets an environment of a few names, none of them the platform's, and a session
 * of its own, so that all it started can be ended with it.
 */
public final class Program {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** What may come after the process ended. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path KILL = Path.of("/bin/sh");
    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What is done with its two streams. */
    public enum Streams {
        /** Each is read on its own. */
        APART,
        /** All is standard output, in the order it was written. */
        MERGED
    }

    private final Path file;
    private final Duration lastWords;
    private final Streams streams;

    /**
     * One that is killed at once when its time is up.
     *
     * @param file of this machine
     */
    public Program(Path file) {
        this(file, Duration.ZERO, Streams.APART);
    }

    /**
     * One that may clean up.
     *
     * @param lastWords how long it may go on after SIGTERM before it and all it started are killed
     */
    public Program(Path file, Duration lastWords, Streams streams) {
        this.file = file;
        this.lastWords = lastWords;
        this.streams = streams;
    }

    /** Where programs are looked for, and the {@code PATH} of those that are called. */
    public static Optional<Path> find(String name) {
        return Stream.of(SEARCH_PATH.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Takes what a program writes, line by line; called from two threads. What it throws ends the call. */
    public interface Output {
        /** A line of its standard output. */
        void answer(String line) throws Unwanted;

        /** A line of its standard error. */
        void said(String line) throws Unwanted;
    }

    /** The output is not what it should be, or too much. */
    public static final class Unwanted extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param reason after "was stopped: " */
        public Unwanted(String reason) {
            super(reason);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param arguments what everybody on this machine can see: nothing secret
     * @param folder where it works; its home and its place for temporary files too
     * @param env beside the few names every call gets
     * @param input what it reads
     * @return its exit code
     * @throws IOException when it cannot be started
     * @throws TimeoutException when it was killed because time was up
     * @throws Unwanted what {@code output} threw; it was killed
     */
    public int run(
            List<String> arguments, Path folder, Map<String, String> env, String input, Output output, Duration atMost)
            throws IOException, TimeoutException, Unwanted, InterruptedException {
        Process process = start(arguments, folder, env);
        var broken = new ArrayList<Unwanted>();
        var answers = read(process, process.getInputStream(), output::answer, broken);
        var words = read(process, process.getErrorStream(), output::said, broken);
        var feeding = background(() -> feed(process, input));
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            endSession(process); // what it left behind would keep the pipes open
            answers.join(LAST_OUTPUT);
            words.join(LAST_OUTPUT);
        } finally {
            askToEnd(process);
            killAll(process);
            feeding.interrupt();
            process.destroy(); // closes the pipes, which ends their threads
        }
        synchronized (broken) {
            if (!broken.isEmpty()) {
                throw broken.getFirst();
            }
        }
        return process.exitValue();
    }

    /** Also when we were interrupted: then too it may clean up. */
    private void askToEnd(Process process) {
        if (lastWords.isZero() || !process.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        process.destroy();
        try {
            process.waitFor(lastWords);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start(List<String> arguments, Path folder, Map<String, String> env) throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(file.toString());
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(streams == Streams.MERGED);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        SEARCH_PATH,
                        "HOME",
                        folder.toString(),
                        "TMPDIR",
                        folder.toString(),
                        "LANG",
                        "C.UTF-8"));
        builder.environment().putAll(env);
        return builder.start();
    }

    private interface Line {
        void take(String line) throws Unwanted;
    }

    private static Thread read(Process process, InputStream stream, Line line, List<Unwanted> broken) {
        return background(() -> {
            try {
                BoundedLines.read(stream, line::take);
            } catch (Unwanted e) {
                synchronized (broken) {
                    broken.add(e);
                }
                killAll(process);
            } catch (IOException e) {
                LOG.debug("event=builder-pipe-closed reason=\"{}\"", e.toString());
            }
        });
    }

    /** Not a virtual thread: waiting for a pipe holds the thread that carries it, and there are few of those. */
    private static Thread background(Runnable work) {
        return Thread.ofPlatform().daemon().name("builder-pipe").start(work);
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("event=builder-did-not-read reason=\"{}\"", e.toString()); // it may know enough already
        }
    }

    /** Its session, and what can be seen below it. What it wrote can still be read. */
    private static void killAll(Process process) {
        var below = process.descendants().toList();
        process.toHandle().destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        endSession(process);
    }

    private static void endSession(Process process) {
        if (Files.isExecutable(SETSID)) {
            killGroup(process.pid());
        }
    }

    /** Java cannot signal a group of processes. */
    private static void killGroup(long group) {
        try {
            new ProcessBuilder(KILL.toString(), "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(group))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            LOG.warn("event=builder-group-not-killed group={} reason=\"{}\"", group, e.toString());
        }
    }
}
