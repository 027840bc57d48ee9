package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.OutputSink;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Two outputs in one stream, frame by frame: the first byte is 1 for stdout and 2 for stderr; three zeros and a
 * big-endian length follow (Docker API, "Attach").
 */
final class Frames {

    private static final int STDERR = 2;

    private Frames() {}

    /** Hands every piece to the sink until the stream ends. */
    static void copy(InputStream from, OutputSink sink) throws IOException {
        DataInputStream frames = new DataInputStream(new BufferedInputStream(from));
        for (int kind = frames.read(); kind >= 0; kind = frames.read()) {
            frames.skipNBytes(3);
            byte[] payload = new byte[frames.readInt()];
            frames.readFully(payload);
            sink.write(kind == STDERR ? OutputSink.Stream.STDERR : OutputSink.Stream.STDOUT, payload);
        }
    }
}
