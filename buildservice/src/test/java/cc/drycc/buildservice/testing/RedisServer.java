package cc.drycc.buildservice.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Debian's redis-server on a free port of 127.0.0.1. */
public final class RedisServer implements AutoCloseable {

    public static final String PASSWORD = "redis-test-password";

    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "redis-server")));
        return there ? Optional.empty() : Optional.of("redis-server is not installed");
    }

    public static RedisServer start(Path folder) throws Exception {
        Files.createDirectories(folder);
        return new RedisServer(folder, freePort());
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Process launch() throws Exception {
        // the password on standard input: an argument is for everybody to read
        var started = new ProcessBuilder("redis-server", "-")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        try (var config = started.outputWriter()) {
            config.write("""
                    port %d
                    bind 127.0.0.1
                    dir %s
                    save ""
                    appendonly yes
                    appendfsync always
                    requirepass %s
                    """.formatted(port, folder, PASSWORD));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!accepts()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("redis-server did not start: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(20);
        }
        return started;
    }

    private boolean accepts() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    public void startAgain() throws Exception {
        process = launch();
    }

    @Override
    public void close() {
        stop();
    }
}
