package cc.drycc.edge;

import io.undertow.UndertowOptions;
import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ConnectionPoolManager;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.server.handlers.proxy.ProxyConnectionPool;
import io.undertow.util.AttachmentKey;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;

/** Picks a pod for each request (and another when that one cannot be reached) and keeps connections to it open. */
final class PodClient implements ProxyClient {

    /** The backend the request's host leads to; put there by the front. */
    static final AttachmentKey<Backend> BACKEND = AttachmentKey.create(Backend.class);

    private static final AttachmentKey<Visit> VISIT = AttachmentKey.create(Visit.class);

    private final Map<InetSocketAddress, ProxyConnectionPool> pools = new ConcurrentHashMap<>();
    private final UndertowClient client = UndertowClient.getInstance();
    private final int connectionsPerTarget;

    PodClient(int connectionsPerTarget) {
        this.connectionsPerTarget = connectionsPerTarget;
    }

    /** The targets one request has tried; the newest is counted until the request ends. */
    private static final class Visit {

        private final Set<Target> tried = new HashSet<>();
        private @Nullable Target current;

        synchronized void moveTo(@Nullable Target next) {
            if (current != null) {
                current.end();
            }
            current = next;
            if (next != null) {
                tried.add(next);
            }
        }
    }

    /** A picked target. */
    private record Picked(Target target) implements ProxyTarget {}

    @Override
    public @Nullable ProxyTarget findTarget(HttpServerExchange exchange) {
        var visit = exchange.getAttachment(VISIT);
        if (visit == null) {
            visit = new Visit();
            exchange.putAttachment(VISIT, visit);
            endWith(exchange, visit);
        }
        // a pod that was tried before is better than none: its connection may just have been stale
        var backend = exchange.getAttachment(BACKEND);
        var target = backend.pick(visit.tried).or(() -> backend.pick(Set.of())).orElse(null);
        visit.moveTo(target);
        return target == null ? null : new Picked(target);
    }

    /** The count ends with the exchange; of an upgraded connection (websocket) with the connection. */
    private static void endWith(HttpServerExchange exchange, Visit visit) {
        var ended = new AtomicBoolean();
        exchange.addExchangeCompleteListener((done, next) -> {
            if (done.isUpgrade()) {
                done.getConnection().addCloseListener(connection -> {
                    if (ended.compareAndSet(false, true)) {
                        visit.moveTo(null);
                    }
                });
            } else if (ended.compareAndSet(false, true)) {
                visit.moveTo(null);
            }
            next.proceed();
        });
    }

    @Override
    public void getConnection(
            ProxyTarget target,
            HttpServerExchange exchange,
            ProxyCallback<ProxyConnection> callback,
            long timeout,
            TimeUnit unit) {
        var address = ((Picked) target).target().address();
        pools.computeIfAbsent(address, this::pool).connect(target, exchange, callback, 10, TimeUnit.SECONDS, false);
    }

    private ProxyConnectionPool pool(InetSocketAddress address) {
        var uri = URI.create("http://" + literal(address) + ":" + address.getPort());
        var options = OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .getMap();
        return new ProxyConnectionPool(new PoolSize(connectionsPerTarget), uri, client, options);
    }

    private static String literal(InetSocketAddress address) {
        var ip = address.getAddress().getHostAddress();
        return ip.contains(":") ? "[" + ip + "]" : ip;
    }

    /** Closes connections to pods that no backend lists any more. */
    void keepOnly(Set<InetSocketAddress> listed) {
        pools.entrySet().removeIf(entry -> {
            if (listed.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().close();
            return true;
        });
    }

    /** Sizes of a pool. Every target counts as available: whether it is, only trying tells. */
    private record PoolSize(int perThread) implements ConnectionPoolManager {

        @Override
        public int getMaxConnections() {
            return perThread;
        }

        @Override
        public int getMaxCachedConnections() {
            return perThread;
        }

        @Override
        public int getSMaxConnections() {
            return 8;
        }

        @Override
        public long getTtl() {
            return 30_000;
        }

        @Override
        public int getMaxQueueSize() {
            return 4_096;
        }

        @Override
        public int getProblemServerRetry() {
            return 0;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public boolean handleError() {
            return false;
        }

        @Override
        public boolean clearError() {
            return true;
        }
    }
}
