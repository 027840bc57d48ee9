package cc.drycc.controller.runs;

import cc.drycc.engine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a command writes, both streams in the order they come, as a terminal would show it. */
final class RunOutput implements OutputSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(Stream stream, byte[] piece) {
        bytes.writeBytes(piece);
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
