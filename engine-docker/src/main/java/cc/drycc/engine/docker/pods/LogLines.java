package cc.drycc.engine.docker.pods;

import cc.drycc.engine.LogLine;
import cc.drycc.engine.LogSink;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.PodName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Cuts one stream of a container's log into lines and takes the engine's time off their front. A line that the engine read in
 * parts comes in as many frames, each with a time of its own.
 */
final class LogLines {

    private static final int LONGEST = 64 * 1024;
    private static final int LONGEST_TIME = 40;

    private final PodName pod;
    private final OutputSink.Stream stream;
    private final LogSink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Instant last = Instant.EPOCH;

    LogLines(PodName pod, OutputSink.Stream stream, LogSink sink) {
        this.pod = pod;
        this.stream = stream;
        this.sink = sink;
    }

    /** @param bytes a whole frame */
    void take(byte[] bytes) {
        int from = line.size() > 0 ? afterTime(bytes) : 0;
        for (int at = from; at < bytes.length; at++) {
            byte next = bytes[at];
            if (next == '\n') {
                flush();
            } else {
                line.write(next);
                if (line.size() >= LONGEST) {
                    flush();
                }
            }
        }
    }

    /** Where the text of a frame begins. */
    private static int afterTime(byte[] bytes) {
        int space = 0;
        while (space < bytes.length && bytes[space] != ' ' && space <= LONGEST_TIME) {
            space++;
        }
        if (space == bytes.length || space > LONGEST_TIME) {
            return 0;
        }
        try {
            OffsetDateTime.parse(new String(bytes, 0, space, StandardCharsets.US_ASCII));
            return space + 1;
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    /** The stream is over: a last line without newline counts too. */
    void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        int space = text.indexOf(' ');
        String front = space < 0 ? text : text.substring(0, space);
        try {
            last = OffsetDateTime.parse(front).toInstant();
            text = space < 0 ? "" : text.substring(space + 1);
        } catch (DateTimeParseException e) {
            // the rest of a line that was cut for its length: it has no time of its own
        }
        sink.line(new LogLine(pod, last, stream, text));
    }
}
