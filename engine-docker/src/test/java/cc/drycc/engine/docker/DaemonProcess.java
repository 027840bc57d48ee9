package cc.drycc.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One daemon we started: its command, its socket, its log. */
final class DaemonProcess {

    private static final Duration START = Duration.ofSeconds(30);

    private final List<String> command;
    private final Map<String, String> env;
    private final Path socket;
    private final Path log;
    private Process process;

    private DaemonProcess(List<String> command, Map<String, String> env, Path socket, Path log) throws Exception {
        this.command = command;
        this.env = env;
        this.socket = socket;
        this.log = log;
        this.process = launch();
    }

    /** Starts it and waits until its socket accepts. */
    static DaemonProcess start(List<String> command, Map<String, String> env, Path socket, Path log) throws Exception {
        return new DaemonProcess(command, env, socket, log);
    }

    private Process launch() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(env);
        builder.directory(
                log.resolveSibling(".").toFile()); // what its children drop where they stand goes with the folder
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process started = builder.start();
        long deadline = System.nanoTime() + START.toNanos();
        while (!accepts()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException(command.getFirst() + " did not start: " + lastLine());
            }
            Thread.sleep(50);
        }
        return started;
    }

    private boolean accepts() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    /** Ends it as a crash would and starts it again. */
    void restart() throws Exception {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(socket);
        process = launch();
    }

    /** Asks it to end, and makes it after a while. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Runs a program to its end. */
    static int run(Map<String, String> env, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(env);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /** Whether a program is on the path. */
    static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Deletes a folder, and what is mounted in it first. */
    static void delete(Path folder) throws Exception {
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ")[1])
                .filter(target -> target.startsWith(folder + "/"))
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        for (String mount : mounts) {
            run(Map.of(), List.of("umount", "-l", mount));
        }
        run(Map.of(), List.of("rm", "-rf", folder.toString()));
    }
}
