package cc.drycc.engine.docker.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.OutputSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {

    private final Map<OutputSink.Stream, ByteArrayOutputStream> written = new EnumMap<>(OutputSink.Stream.class);

    private void copy(byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.write(part);
        }
        Frames.copy(
                new ByteArrayInputStream(all.toByteArray()),
                (stream, bytes) -> written.computeIfAbsent(stream, unseen -> new ByteArrayOutputStream())
                        .writeBytes(bytes));
    }

    private static byte[] header(int kind, int length) {
        return ByteBuffer.allocate(8)
                .put((byte) kind)
                .position(4)
                .putInt(length)
                .array();
    }

    private static byte[] frame(int kind, String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put(header(kind, bytes.length))
                .put(bytes)
                .array();
    }

    @Test
    void outputs_come_apart_whatever_their_size() throws IOException {
        var large = "x".repeat(200_000);

        copy(frame(1, "out"), frame(2, "err"), frame(1, ""), frame(1, large));

        assertThat(written.get(OutputSink.Stream.STDOUT)).hasToString("out" + large);
        assertThat(written.get(OutputSink.Stream.STDERR)).hasToString("err");
    }

    @Test
    void what_is_no_frame_is_told_and_takes_no_memory() {
        assertThatThrownBy(() -> copy(frame(1, "out"), "{\"message\":\"no such\ncontainer\"}".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("{\"message\":\"no such container\"}");
        assertThat(written.get(OutputSink.Stream.STDOUT)).hasToString("out");
    }

    @Test
    void a_length_that_is_not_kept_takes_no_memory() {
        assertThatThrownBy(() -> copy(header(1, -2), "short".getBytes(UTF_8))).isInstanceOf(EOFException.class);
    }
}
