package cc.drycc.engine.docker.jobs;

import cc.drycc.engine.OutputSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Passes output on until there is too much, says so once, and drops the rest. */
final class CappedOutput implements OutputSink {

    private final OutputSink sink;
    private final long limit;
    private long passed;
    private boolean cut;

    CappedOutput(OutputSink sink, long limit) {
        this.sink = sink;
        this.limit = limit;
    }

    @Override
    public void write(Stream stream, byte[] bytes) {
        if (cut) {
            return;
        }
        int room = (int) Math.min(bytes.length, limit - passed);
        if (room > 0) {
            sink.write(stream, room == bytes.length ? bytes : Arrays.copyOf(bytes, room));
            passed += room;
        }
        if (room < bytes.length) {
            cut = true;
            String note = "\n[output cut after %d bytes]\n".formatted(limit);
            sink.write(Stream.STDERR, note.getBytes(StandardCharsets.UTF_8));
        }
    }
}
