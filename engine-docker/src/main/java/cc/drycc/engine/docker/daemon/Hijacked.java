package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.OutputSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A connection to the engine that became a pipe to a process: both sides write when they like, and each can end its own
 * side alone. That last thing the HTTP transports of our client library cannot do (docker-java #1684), and without it a
 * process never sees the end of its input; so this one request is written by hand.
 */
public final class Hijacked implements Closeable {

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final int PIECE = 32 * 1024;

    private final SocketChannel channel;
    private final InputStream input;
    private volatile boolean closed;

    private Hijacked(SocketChannel channel) {
        this.channel = channel;
        this.input = Channels.newInputStream(channel);
    }

    /**
     * Posts JSON and takes the connection over.
     *
     * @throws Refused when the engine says no
     * @throws IOException when it does not answer
     */
    static Hijacked post(URI host, String path, String json) throws IOException {
        SocketChannel channel = SocketChannel.open(address(host));
        Hijacked hijacked = new Hijacked(channel);
        try {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            String head = "POST %s HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                            .formatted(path, body.length)
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
            hijacked.send(head.getBytes(StandardCharsets.US_ASCII));
            hijacked.send(body);
            hijacked.readAnswer();
            return hijacked;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketAddress address(URI host) {
        return "unix".equals(host.getScheme())
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
    }

    /** 101 or 200: what follows the empty line is the process's. */
    private void readAnswer() throws IOException {
        List<String> head = readHead();
        String[] first = head.getFirst().split(" ", 3);
        if (first.length < 2 || !first[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("the engine answered without HTTP");
        }
        int status = Integer.parseInt(first[1]);
        if (status >= 300) {
            throw Refused.of(status, new String(input.readNBytes(bodyLength(head)), StandardCharsets.UTF_8));
        }
    }

    private List<String> readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0 || head.length() >= LONGEST_HEAD) {
                throw new IOException("the engine broke off its answer");
            }
            head.append((char) next);
        }
        return Arrays.asList(head.toString().split("\r\n"));
    }

    private static int bodyLength(List<String> head) {
        return head.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.matches("content-length: *[0-9]{1,9}"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .map(length -> Math.min(length, LONGEST_REFUSAL))
                .orElse(0);
    }

    /** Hands what the process writes to the sink until it ends: as it is, all of it one stream. */
    public void readPlain(OutputSink sink) throws IOException {
        byte[] buffer = new byte[PIECE];
        for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
            sink.write(OutputSink.Stream.STDOUT, Arrays.copyOf(buffer, n));
        }
    }

    /** Hands what the process writes to the sink until it ends: its two streams apart. */
    public void readFrames(OutputSink sink) throws IOException {
        Frames.copy(input, sink);
    }

    /** Sends bytes, one sender at a time. */
    public synchronized void send(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Nothing more is sent. */
    public void endSending() throws IOException {
        channel.shutdownOutput();
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new EngineProblem("The connection to the container engine could not be closed", e);
        }
    }
}
