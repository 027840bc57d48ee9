package cc.drycc.imagebuilder.transcript;

import cc.drycc.engine.BuildLog;
import cc.drycc.engine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Makes lines of a job's output, each stream's own. */
public final class JobLines implements OutputSink {

    private static final int MAX_LINE = 64 * 1024;

    private final BuildLog log;
    private final Map<Stream, ByteArrayOutputStream> open = new EnumMap<>(Stream.class);

    public JobLines(BuildLog log) {
        this.log = log;
        for (Stream stream : Stream.values()) {
            open.put(stream, new ByteArrayOutputStream());
        }
    }

    @Override
    public void write(Stream stream, byte[] bytes) {
        var line = open.getOrDefault(stream, new ByteArrayOutputStream());
        for (byte b : bytes) {
            if (b == '\n' || line.size() == MAX_LINE) {
                end(line);
            }
            if (b != '\n') {
                line.write(b);
            }
        }
    }

    /** Gives out what has no end of line. */
    public void end() {
        open.values().stream().filter(line -> line.size() > 0).forEach(this::end);
    }

    private void end(ByteArrayOutputStream line) {
        log.line(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
