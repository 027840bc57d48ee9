package cc.drycc.e2e.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy on the loopback address that breaks connections when it is told to. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger cuts = new AtomicInteger();

    private CuttingProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** To {@code host:port}. */
    public static CuttingProxy to(String target) throws IOException {
        int colon = target.lastIndexOf(':');
        var address = new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        var proxy = new CuttingProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), address);
        Thread.ofPlatform().daemon().start(proxy::accept);
        return proxy;
    }

    /** Where it listens: {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on the connection breaks that brings the sum of what clients send over so many bytes, and all after it. */
    public void cutAfter(long bytes) {
        budget.set(bytes);
    }

    /** From now on nothing is broken. */
    public void heal() {
        budget.set(Long.MAX_VALUE);
        cuts.set(0);
    }

    /** How many connections it broke since {@link #heal}. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                open.add(client);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        open.add(server);
        try (client;
                server) {
            server.connect(target, 5_000);
            var answers = Thread.ofPlatform().daemon().start(() -> copy(server, client, Count.FREE));
            copy(client, server, Count.SENT);
            answers.join();
        } catch (IOException | InterruptedException broken) {
            // both ends notice
        } finally {
            open.remove(client);
            open.remove(server);
        }
    }

    /** Whether bytes count. */
    private enum Count {
        SENT,
        FREE
    }

    private void copy(Socket from, Socket to, Count count) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (count == Count.SENT && budget.get() != Long.MAX_VALUE && budget.addAndGet(-read) < 0) {
                    cuts.incrementAndGet();
                    from.close();
                    to.close();
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(CuttingProxy::closeQuietly);
    }
}
