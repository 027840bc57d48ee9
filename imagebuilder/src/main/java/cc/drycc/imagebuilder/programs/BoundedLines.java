package cc.drycc.imagebuilder.programs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a stream from somebody who may never end one: a line is given out after 64 KiB, whether it ended or not. */
final class BoundedLines {

    private static final int MAX_LINE = 64 * 1024;

    private BoundedLines() {}

    /** Takes a line. */
    interface Line {
        void take(String text) throws Program.Unwanted;
    }

    static void read(InputStream stream, Line line) throws IOException, Program.Unwanted {
        var in = new BufferedInputStream(stream, 1 << 16);
        var buffer = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0) {
            if (b == '\n' || buffer.size() == MAX_LINE) {
                line.take(buffer.toString(StandardCharsets.UTF_8));
                buffer.reset();
            }
            if (b != '\n') {
                buffer.write(b);
            }
            b = in.read();
        }
        if (buffer.size() > 0) {
            line.take(buffer.toString(StandardCharsets.UTF_8));
        }
    }
}
