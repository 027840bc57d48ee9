package cc.drycc.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Versity S3 Gateway on a free port of 127.0.0.1, made from its Go module, with its files in a folder of the test. */
public final class VersityGateway implements AutoCloseable {

    /** Seen from the folders of the modules whose tests use it. */
    private static final List<Path> SCRIPTS =
            List.of(Path.of("src/test/scripts/versitygw"), Path.of("../storage/src/test/scripts/versitygw"));

    private static Optional<Path> program = Optional.empty();

    private final Process process;
    private final StorageSettings settings;

    private VersityGateway(Process process, StorageSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    /** Why there can be none here; empty when there can. */
    public static synchronized Optional<String> missing() {
        try {
            if (program.isEmpty()) {
                program = make();
            }
            return program.isPresent()
                    ? Optional.empty()
                    : Optional.of("versitygw cannot be made: no Go or no modules");
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<Path> make() throws IOException, InterruptedException {
        Path said = Files.createTempFile("drycc-versitygw-", "");
        try {
            var script =
                    SCRIPTS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
            var making = new ProcessBuilder(script.toString())
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!making.waitFor(10, TimeUnit.MINUTES) || making.exitValue() != 0) {
                making.descendants().forEach(ProcessHandle::destroyForcibly);
                making.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(Path.of(Files.readString(said).strip()));
        } finally {
            Files.delete(said);
        }
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param folder where buckets become folders
     * @param key of the only user
     */
    public static VersityGateway start(Path folder, AccessKey key) throws Exception {
        Files.createDirectories(folder);
        Path beside = Files.createDirectories(folder.resolveSibling("metadata-of-" + folder.getFileName()));
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(
                program.orElseThrow().toString(),
                "--quiet",
                "--keep-alive",
                "--port",
                "127.0.0.1:" + port,
                "posix",
                "--sidecar",
                beside.toString(),
                folder.toString());
        builder.environment().put("ROOT_ACCESS_KEY", key.id());
        builder.environment().put("ROOT_SECRET_KEY", key.secret());
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("versitygw did not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
        return new VersityGateway(process, StorageSettings.of(URI.create("http://127.0.0.1:" + port), key));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** How it is reached. */
    public StorageSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
