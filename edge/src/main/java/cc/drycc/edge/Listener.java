package cc.drycc.edge;

import io.undertow.UndertowOptions;
import io.undertow.conduits.IdleTimeoutConduit;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The open port and its threads. Undertow's own builder has no place to put a {@link HeadWatch} into a connection, and sets
 * up the watch over idle ones without ever telling it for how long.
 */
final class Listener implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int NEXT_REQUEST_MILLIS = 75_000;

    private final XnioWorker worker;
    private final HttpOpenListener http;
    private final AcceptingChannel<? extends StreamConnection> port;

    private Listener(XnioWorker worker, HttpOpenListener http, AcceptingChannel<? extends StreamConnection> port) {
        this.worker = worker;
        this.http = http;
        this.port = port;
    }

    /** @throws IOException when the port is taken or not allowed */
    static Listener open(EdgeSettings settings, HttpHandler handler) throws IOException {
        var http = new HttpOpenListener(
                new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD), http(settings));
        http.setRootHandler(HeadWatch.refuseFolded(handler));
        var worker = Xnio.getInstance(Listener.class.getClassLoader()).createWorker(threads(settings));
        try {
            var port = worker.createStreamConnectionServer(
                    new InetSocketAddress(settings.host(), settings.port()),
                    ChannelListeners.openListenerAdapter(connection -> {
                        watch(connection, settings);
                        http.handleEvent(connection);
                    }),
                    sockets(settings));
            port.resumeAccepts();
            return new Listener(worker, http, port);
        } catch (IOException e) {
            worker.shutdownNow();
            throw e;
        }
    }

    private static void watch(StreamConnection connection, EdgeSettings settings) {
        var idle = new IdleTimeoutConduit(connection);
        connection.getSinkChannel().setConduit(idle);
        connection.getSourceChannel().setConduit(new HeadWatch(idle));
        idle.setIdleTimeout(settings.idleTimeout().toMillis());
    }

    private static OptionMap http(EdgeSettings settings) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, settings.maxHeaderBytes())
                .set(UndertowOptions.MAX_HEADERS, settings.maxHeaders())
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        settings.requestParseTimeout().toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, NEXT_REQUEST_MILLIS)
                .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALWAYS_SET_DATE, false)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .getMap();
    }

    private static OptionMap threads(EdgeSettings settings) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                .set(Options.WORKER_TASK_CORE_THREADS, 2)
                .set(Options.WORKER_TASK_MAX_THREADS, 2)
                .set(Options.CONNECTION_HIGH_WATER, 1_000_000)
                .set(Options.CONNECTION_LOW_WATER, 1_000_000)
                .set(Options.TCP_NODELAY, true)
                .set(Options.CORK, true)
                .getMap();
    }

    private static OptionMap sockets(EdgeSettings settings) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, 1_024)
                .getMap();
    }

    InetSocketAddress address() {
        return port.getLocalAddress(InetSocketAddress.class);
    }

    @Override
    public void close() {
        IoUtils.safeClose(port);
        http.closeConnections();
        worker.shutdown();
        try {
            worker.awaitTermination();
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
