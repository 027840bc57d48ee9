package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.OutputSink;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Two outputs in one stream, frame by frame: the first byte is 1 for stdout and 2 for stderr; three zeros and a
 * big-endian length follow (Docker API, "Attach").
 */
final class Frames {

    private static final int STDERR = 2;
    private static final int LONGEST_PIECE = 64 * 1024;
    private static final int LONGEST_COMPLAINT = 300;

    private Frames() {}

    /**
     * Hands every piece to the sink until the stream ends.
     *
     * @throws IOException with what it says when it is no frames: an engine that fails half-way writes an error instead
     */
    static void copy(InputStream from, OutputSink sink) throws IOException {
        DataInputStream frames = new DataInputStream(new BufferedInputStream(from));
        byte[] header = new byte[4];
        for (int kind = frames.read(); kind >= 0; kind = frames.read()) {
            header[0] = (byte) kind;
            frames.readFully(header, 1, 3);
            if (kind > STDERR || header[1] != 0 || header[2] != 0 || header[3] != 0) {
                throw new IOException(complaint(header, frames));
            }
            pass(frames, kind == STDERR ? OutputSink.Stream.STDERR : OutputSink.Stream.STDOUT, sink);
        }
    }

    /** In pieces: nothing is made as large as a length says before that much has come. */
    private static void pass(DataInputStream frames, OutputSink.Stream stream, OutputSink sink) throws IOException {
        long left = Integer.toUnsignedLong(frames.readInt());
        while (left > 0) {
            byte[] piece = frames.readNBytes((int) Math.min(left, LONGEST_PIECE));
            if (piece.length == 0) {
                throw new EOFException("the output ended in the middle of a piece");
            }
            sink.write(stream, piece);
            left -= piece.length;
        }
    }

    private static String complaint(byte[] begin, InputStream rest) throws IOException {
        String text = new String(begin, StandardCharsets.UTF_8)
                + new String(rest.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
