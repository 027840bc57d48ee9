package cc.drycc.controller.logs;

import cc.drycc.engine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a command in a container writes into lines. Its two streams are not told apart. */
public final class OutputLines implements OutputSink {

    private static final int LONGEST = 4_000;

    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param log told each line, one after the other, cut at 4,000 bytes */
    public OutputLines(Consumer<String> log) {
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
    public synchronized void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        log.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
