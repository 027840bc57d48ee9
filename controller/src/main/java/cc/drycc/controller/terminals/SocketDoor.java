package cc.drycc.controller.terminals;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Where a request that was let in becomes a socket: a refusal is still an ordinary HTTP answer. */
public final class SocketDoor {

    /** The largest frame a client may send, in bytes; a larger one closes its socket with 1009. */
    static final int LARGEST_FRAME = 256 * 1024;

    /** Sockets one person may have open. */
    static final int PER_PERSON = 32;

    private static final String CONTAINER = ServerContainer.class.getName();

    private final WhileAllowed whileAllowed;
    private final SocketTimes times;
    private final Map<Long, Integer> open = new ConcurrentHashMap<>();

    public SocketDoor(WhileAllowed whileAllowed) {
        this(whileAllowed, SocketTimes.DEFAULT);
    }

    SocketDoor(WhileAllowed whileAllowed, SocketTimes times) {
        this.whileAllowed = whileAllowed;
        this.times = times;
    }

    /**
     * Turns the request into a socket.
     *
     * @throws Problem when it is no such request, comes from a page of another host, or the person has too many sockets
     */
    void open(
            HttpServletRequest request,
            HttpServletResponse response,
            SignedIn who,
            Action action,
            App app,
            Function<Socket.Visit, Socket> socket)
            throws IOException {
        check(request);
        long person = who.user().id();
        if (open.merge(person, 1, Integer::sum) > PER_PERSON) {
            leave(person);
            throw new Problem.TooMany(
                    "%d live streams of yours are open already; close one".formatted(PER_PERSON),
                    Duration.ofSeconds(10));
        }
        var left = new AtomicBoolean();
        Runnable done = () -> {
            if (left.compareAndSet(false, true)) {
                leave(person);
            }
        };
        try {
            upgrade(request, response, socket.apply(new Socket.Visit(who, action, app, whileAllowed, times, done)));
        } catch (IOException | RuntimeException e) {
            done.run();
            throw e;
        }
    }

    private void leave(long person) {
        open.computeIfPresent(person, (id, count) -> count <= 1 ? null : count - 1);
    }

    private static void check(HttpServletRequest request) {
        var upgrade = request.getHeader("Upgrade");
        if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
            throw new Problem.Refused("This is a live stream: ask for it with a WebSocket.");
        }
        if (request.getHeader("Sec-WebSocket-Key") == null
                || !"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            throw new Problem.Refused("The WebSocket handshake is not complete.");
        }
        var origin = request.getHeader("Origin");
        if (origin != null && !hostOf(origin).equals(request.getServerName().toLowerCase(Locale.ROOT))) {
            throw new Problem.Forbidden("Pages of another host may not open live streams.");
        }
    }

    private static String hostOf(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void upgrade(HttpServletRequest request, HttpServletResponse response, Socket socket)
            throws IOException {
        var container = (ServerContainer) request.getServletContext().getAttribute(CONTAINER);
        container.setDefaultMaxTextMessageBufferSize(LARGEST_FRAME);
        container.setDefaultMaxBinaryMessageBufferSize(LARGEST_FRAME);
        var config = ServerEndpointConfig.Builder.create(Socket.class, request.getRequestURI())
                .extensions(List.of())
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(socket);
                    }

                    @Override
                    public boolean checkOrigin(String origin) {
                        return true; // it was
                    }
                })
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new IOException("the request could not become a WebSocket", e);
        }
    }
}
