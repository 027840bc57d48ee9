package cc.drycc.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The router on Undertow (docs/decisions/001-edge-proxy-library.md). */
public final class UndertowRouter implements EdgeRouter {

    private static final int RETRIES = 4;

    private final RouteTable routes = new RouteTable();
    private final PodClient client;
    private final GracefulShutdownHandler graceful;
    private final Listener listener;
    private final EdgeSettings settings;

    private UndertowRouter(EdgeSettings settings) throws IOException {
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
        listener = Listener.open(settings, graceful);
    }

    /**
     * Starts listening.
     *
     * @throws EdgeProblem when the port is taken or not allowed
     */
    public static UndertowRouter start(EdgeSettings settings) {
        try {
            return new UndertowRouter(settings);
        } catch (IOException | RuntimeException e) {
            throw new EdgeProblem(
                    "cannot listen on port " + settings.port() + ": " + rootMessage(e)
                            + "; choose another with --http-port",
                    e);
        }
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
        return listener.address();
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
        listener.close();
    }
}
