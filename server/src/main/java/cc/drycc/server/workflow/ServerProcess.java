package cc.drycc.server.workflow;

import cc.drycc.server.Server;
import cc.drycc.server.ServerProblem;
import cc.drycc.server.ServerSettings;
import cc.drycc.server.home.PlatformHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server of one home as a process in the background: found, started, awaited, stopped. */
final class ServerProcess {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);

    /** Small and steady: a control plane idles most of its life. */
    static final List<String> JVM_FLAGS = List.of(
            "-Xmx160m",
            "-Xms48m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=48m",
            "-XX:TieredStopAtLevel=1",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.httpclient.keepalive.timeout=30",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final PlatformHome home;

    ServerProcess(PlatformHome home) {
        this.home = home;
    }

    /** The running server; empty when there is none. */
    Optional<ProcessHandle> running() {
        return PlatformHome.read(home.serverPid())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(Server.class.getName())
                                && line.contains(home.root().toString()))
                        .orElse(false));
    }

    /** Whether it has said that it is ready. */
    boolean isReady() {
        return Files.exists(home.run().resolve("ready"));
    }

    /** Starts it in the background and waits until it is ready. */
    void start(ServerSettings settings) {
        try {
            Files.deleteIfExists(home.run().resolve("ready"));
            var log = home.logs().resolve("server.log");
            rotate(log);
            long from = Files.exists(log) ? Files.size(log) : 0;
            var argv = new ArrayList<String>(List.of("setsid", java()));
            argv.addAll(JVM_FLAGS);
            argv.addAll(ClassCache.named().flags());
            argv.addAll(List.of(
                    "-cp",
                    System.getProperty("drycc.class.path"),
                    Server.class.getName(),
                    settings.home().toString(),
                    settings.domain(),
                    Integer.toString(settings.httpPort()),
                    Integer.toString(settings.sshPort())));
            var process = new ProcessBuilder(argv)
                    .directory(home.root().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitReady(process, log, from);
        } catch (IOException e) {
            throw new ServerProblem("cannot start the server: " + e.getMessage(), e);
        }
    }

    private void awaitReady(Process process, Path log, long from) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (!isReady()) {
                if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
                    throw new ServerProblem(lastProblem(log, from));
                }
                if (System.nanoTime() > deadline) {
                    throw new ServerProblem("the server was not ready within " + START.toSeconds() + " s; see " + log);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerProblem("interrupted; the server goes on starting, see " + log, e);
        }
    }

    private static String lastProblem(Path log, long from) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(from, channel.size() - 8_192));
            var text = new String(
                    java.nio.channels.Channels.newInputStream(channel).readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith("Error: "))
                    .map(line -> line.substring("Error: ".length()))
                    .reduce((first, last) -> last)
                    .orElse("the server stopped while starting; see " + log);
        }
    }

    /** Asks it to stop and waits until it has. */
    void stop() {
        var process = running();
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.get().destroyForcibly();
            throw new ServerProblem("the server did not stop within " + STOP.toSeconds() + " s and was killed");
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            throw new ServerProblem("interrupted while the server stopped", e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > 16 << 20) {
            Files.move(log, log.resolveSibling("server.log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
