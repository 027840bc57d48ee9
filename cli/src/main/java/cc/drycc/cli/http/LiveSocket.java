package cc.drycc.cli.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A live stream of the controller, both ways: whole frames go out and come in. */
public final class LiveSocket implements AutoCloseable {

    /** Code of a connection that broke without a word (RFC 6455 §7.4.1). */
    public static final int BROKE = 1006;

    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    /** Takes frames, text or bytes, one after the other; while it works no other comes. */
    @FunctionalInterface
    public interface Frames {
        void take(byte[] frame);
    }

    /**
     * Why it is over.
     *
     * @param code 1000 when all went well
     * @param reason for a person, may be empty
     */
    public record Closed(int code, String reason) {}

    /** What a WebSocket reports is passed on. */
    static final class Ears implements WebSocket.Listener {

        private final Frames frames;
        private final LiveSocket live;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        Ears(Frames frames, LiveSocket live) {
            this.frames = frames;
            this.live = live;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            var piece = new byte[data.remaining()];
            data.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                var frame = bytes.toByteArray();
                bytes.reset();
                frames.take(frame);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                var frame = text.toString();
                text.setLength(0);
                frames.take(frame.getBytes(StandardCharsets.UTF_8));
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            live.closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable problem) {
            live.closed.complete(new Closed(BROKE, String.valueOf(problem.getMessage())));
        }
    }

    LiveSocket opened(WebSocket made) {
        socket = made;
        return this;
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open yet");
        }
        return socket;
    }

    /** @throws IOException when it is over */
    public synchronized void text(String frame) throws IOException {
        finish(socket().sendText(frame, true));
    }

    /** A channel and what goes through it. @throws IOException when it is over */
    public synchronized void send(int channel, byte[] payload, int length) throws IOException {
        var frame = ByteBuffer.allocate(length + 1).put((byte) channel).put(payload, 0, length);
        finish(socket().sendBinary(frame.flip(), true));
    }

    private static void finish(CompletableFuture<WebSocket> sending) throws IOException {
        try {
            sending.join();
        } catch (CompletionException e) {
            throw new IOException("the stream to the controller is over", e);
        }
    }

    /** Waits until it is over. */
    public Closed awaitClose() throws InterruptedException {
        try {
            return closed.get();
        } catch (ExecutionException e) {
            return new Closed(BROKE, String.valueOf(e.getMessage()));
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        socket().abort();
    }
}
