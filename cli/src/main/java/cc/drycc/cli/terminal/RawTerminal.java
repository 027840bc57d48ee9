package cc.drycc.cli.terminal;

import cc.drycc.cli.CliProblem;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The terminal of this process, for a program elsewhere: raw while that runs, so that every key reaches it, and as it was
 * afterwards, however this process ends. The terminal's own {@code stty} does the work: Java has no word for it.
 */
public final class RawTerminal implements AutoCloseable {

    private static final File TERMINAL = new File("/dev/tty");
    private static final Size USUAL = new Size(24, 80);

    private final String before;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Thread restoring = new Thread(this::restore, "restore-terminal");

    /** Of the window, in characters. */
    public record Size(int rows, int columns) {}

    private RawTerminal(String before) {
        this.before = before;
    }

    /** The terminal, when standard input and output are one. */
    public static Optional<RawTerminal> ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .flatMap(console -> stty("-g"))
                .map(RawTerminal::new);
    }

    /** From now on keys come one by one, unechoed, Ctrl-C too. */
    public void raw() {
        Runtime.getRuntime().addShutdownHook(restoring);
        changed.set(true);
        if (stty("raw", "-echo").isEmpty()) {
            restore();
            throw new CliProblem("the terminal cannot be made raw; is there a program stty?");
        }
    }

    /** Of the window now. */
    public Size size() {
        var words = stty("size").orElse("").split(" ");
        if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,3}") || !words[1].matches("[1-9][0-9]{0,3}")) {
            return USUAL;
        }
        return new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    /** Tells every new size, on a thread of its own. */
    public void onResize(Consumer<Size> listener) {
        Signals.onWindowChange(() -> listener.accept(size()));
    }

    private void restore() {
        if (changed.compareAndSet(true, false)) {
            stty(before);
        }
    }

    /** As it was. */
    @Override
    public void close() {
        if (changed.get()) {
            restore();
            Runtime.getRuntime().removeShutdownHook(restoring);
        }
    }

    /** @return what it prints; empty when it fails */
    private static Optional<String> stty(String... arguments) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
