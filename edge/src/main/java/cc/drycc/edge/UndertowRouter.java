package cc.drycc.edge;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.xnio.Options;

/** The router on Undertow (docs/decisions/001-edge-proxy-library.md). */
public final class UndertowRouter implements EdgeRouter {

    private static final int RETRIES = 4;

    private final RouteTable routes = new RouteTable();
    private final PodClient client;
    private final GracefulShutdownHandler graceful;
    private final Undertow server;
    private final EdgeSettings settings;

    private UndertowRouter(EdgeSettings settings) {
        this.settings = settings;
        client = new PodClient(settings.connectionsPerTarget());
        HttpHandler proxy = ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime(-1)
                .setMaxConnectionRetries(RETRIES)
                .setReuseXForwarded(false)
                .setRewriteHostHeader(false)
                .setNext(Page.NO_POD::send)
                .build();
        graceful = new GracefulShutdownHandler(new Front(routes, proxy));
        server = Undertow.builder()
                .addHttpListener(settings.port(), settings.host())
                .setIoThreads(settings.ioThreads())
                .setWorkerThreads(2)
                .setBufferSize(16 << 10)
                .setDirectBuffers(true)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setSocketOption(Options.BACKLOG, 1_024)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, settings.maxHeaderBytes())
                .setServerOption(UndertowOptions.MAX_HEADERS, settings.maxHeaders())
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                        settings.requestParseTimeout().toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 75_000)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, (int)
                        settings.idleTimeout().toMillis())
                .setServerOption(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setHandler(graceful)
                .build();
    }

    /**
     * Starts listening.
     *
     * @throws EdgeProblem when the port is taken or not allowed
     */
    public static UndertowRouter start(EdgeSettings settings) {
        var router = new UndertowRouter(settings);
        try {
            router.server.start();
        } catch (RuntimeException e) {
            throw new EdgeProblem(
                    "cannot listen on port " + settings.port() + ": " + rootMessage(e)
                            + "; choose another with --http-port",
                    e);
        }
        return router;
    }

    private static String rootMessage(Throwable problem) {
        var root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    }

    @Override
    public void hosts(String backend, Set<String> hosts, List<AddressRange> allowed) {
        routes.hosts(backend, hosts, allowed);
    }

    @Override
    public void targets(String backend, List<InetSocketAddress> targets) {
        routes.targets(backend, targets);
    }

    @Override
    public void remove(String backend) {
        routes.remove(backend);
    }

    @Override
    public boolean awaitIdle(InetSocketAddress target, Duration atMost) throws InterruptedException {
        boolean idle = routes.awaitIdle(target, atMost);
        client.keepOnly(routes.addresses());
        return idle;
    }

    @Override
    public void close() {
        graceful.shutdown();
        try {
            graceful.awaitShutdown(settings.drain().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }
}
