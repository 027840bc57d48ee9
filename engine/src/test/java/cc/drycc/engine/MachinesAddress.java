package cc.drycc.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two addresses this machine has for the time of a test, with a port that answers: one where clouds have their metadata
 * service, and one where nobody has. Tests at the same time have others; the kernel takes them away should we be killed.
 */
public final class MachinesAddress implements AutoCloseable {

    private final String metadata;
    private final String other;
    private final ServerSocket server;
    private final AtomicInteger accepted = new AtomicInteger();

    private MachinesAddress(String metadata, String other) throws IOException {
        this.metadata = metadata;
        this.other = other;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress("0.0.0.0", 0));
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("only root can give this machine an address");
    }

    public static MachinesAddress take() throws IOException {
        String end = ThreadLocalRandom.current().nextInt(1, 250) + "."
                + ThreadLocalRandom.current().nextInt(1, 250);
        var taken = new MachinesAddress("169.254." + end, "198.18." + end);
        for (String address : List.of(taken.metadata, taken.other)) {
            ip("addr", "add", address + "/32", "dev", "lo", "valid_lft", "120", "preferred_lft", "120");
        }
        Thread.ofVirtual().start(taken::answer);
        return taken;
    }

    private void answer() {
        try {
            while (true) {
                server.accept().close();
                accepted.incrementAndGet();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** A command of busybox that says of both whether they are reached. */
    public String probe() {
        return "for host in metadata:%s other:%s; do nc -w 3 ${host#*:} %d </dev/null 2>/dev/null && echo ${host%%%%:*} reached || echo ${host%%%%:*} not; done"
                .formatted(metadata, other, server.getLocalPort());
    }

    /** How often somebody was answered. */
    public int accepted() {
        return accepted.get();
    }

    private static void ip(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (String address : List.of(metadata, other)) {
            ip("addr", "del", address + "/32", "dev", "lo");
        }
    }
}
