package cc.drycc.controller.runs;

import cc.drycc.engine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a command writes into lines. Its two streams are not told apart. */
final class RunLines implements OutputSink {

    private static final int LONGEST = 4_000;

    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RunLines(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public synchronized void write(Stream stream, byte[] piece) {
        for (byte next : piece) {
            if (next == '\n' || line.size() >= LONGEST) {
                flush();
            }
            if (next != '\n') {
                line.write(next);
            }
        }
    }

    /** A last line without newline counts too. */
    synchronized void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        log.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
