package cc.drycc.controller.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client at a WebSocket: sends frames, keeps what comes by channel, and how it was closed. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private final ByteArrayOutputStream[] channels = new ByteArrayOutputStream[256];
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder message = new StringBuilder();
    private final List<String> texts = new ArrayList<>();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private int frames;
    private volatile String reason = "";
    private @Nullable WebSocket socket;

    /** The server answered the request without a socket. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("status " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    static SocketClient open(HttpClient http, URI address, List<String> headers) {
        var client = new SocketClient();
        var builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.size(); i += 2) {
            builder.header(headers.get(i), headers.get(i + 1));
        }
        try {
            client.socket = builder.buildAsync(address, client).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                int status = refused.getResponse().statusCode();
                assertThat(status).as("refused socket at %s", address).isLessThan(500);
                throw new Refused(status);
            }
            throw e;
        }
        return client;
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    public SocketClient text(String frame) {
        socket().sendText(frame, true).join();
        return this;
    }

    public SocketClient binary(byte[] frame) {
        socket().sendBinary(ByteBuffer.wrap(frame), true).join();
        return this;
    }

    /** A channel and what goes through it. */
    public SocketClient channel(int channel, String payload) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        var frame = new byte[bytes.length + 1];
        frame[0] = (byte) channel;
        System.arraycopy(bytes, 0, frame, 1, bytes.length);
        return binary(frame);
    }

    /** Everything that came on a channel. */
    public synchronized String received(int channel) {
        return channels[channel] == null ? "" : channels[channel].toString(StandardCharsets.UTF_8);
    }

    /** Everything that came as text. */
    public synchronized String received() {
        return text.toString();
    }

    /** The messages of text that came. */
    public synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    /** How many binary frames came. */
    public synchronized int frames() {
        return frames;
    }

    /** The code it was closed with; 1006 when it just broke. */
    public int closed() throws InterruptedException {
        try {
            return closed.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the socket is still open", e);
        }
    }

    public String reason() {
        return reason;
    }

    /** Goes without a word. */
    public void abort() {
        socket().abort();
    }

    @Override
    public void close() {
        abort();
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        frame.writeBytes(bytes);
        if (last) {
            frames++;
            var whole = frame.toByteArray();
            frame.reset();
            if (whole.length > 0) {
                int channel = whole[0] & 0xff;
                if (channels[channel] == null) {
                    channels[channel] = new ByteArrayOutputStream();
                }
                channels[channel].write(whole, 1, whole.length - 1);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        message.append(data);
        if (last) {
            texts.add(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String words) {
        reason = words;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        closed.complete(1006);
    }
}
