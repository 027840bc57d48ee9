package cc.drycc.server.engines;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Podman of the platform's own: storage, network settings and socket of its own, so that it neither sees nor disturbs
 * what else runs on the machine. Containers are held by their monitors, not by this service: they outlive it.
 */
public final class PodmanService {

    private static final Logger log = LoggerFactory.getLogger(PodmanService.class);
    private static final Duration START = Duration.ofSeconds(30);

    private final PlatformHome home;
    private volatile boolean stopped;

    public PodmanService(PlatformHome home) {
        this.home = home;
    }

    /** Starts the service unless it already listens. */
    public URI start() {
        var socket = socket();
        if (!EngineAddress.answers(socket)) {
            launch(socket);
        }
        keep(socket);
        return URI.create("unix://" + socket);
    }

    /** Starts the service again should it ever end without our doing; containers did not notice. */
    private void keep(Path socket) {
        pid().ifPresent(process -> {
            var _ = process.onExit().thenRun(() -> startAgain(process, socket));
        });
    }

    private void startAgain(ProcessHandle ended, Path socket) {
        if (stopped) {
            return;
        }
        log.error("engine=podman ended pid={} starting=again see={}/engine.log", ended.pid(), home.logs());
        try {
            launch(socket);
            keep(socket);
        } catch (ServerProblem e) {
            log.error("engine=podman not-back problem=\"{}\"", e.getMessage());
        }
    }

    /** Whether this platform has a private Podman. */
    public boolean exists() {
        return Files.exists(home.engine());
    }

    /** Stops the service; containers go on running. */
    public void stop() {
        stopped = true;
        pid().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                process.destroyForcibly();
            }
        });
    }

    /** Stops the service and removes its containers, images, networks and files. */
    public void wipe() throws IOException, InterruptedException {
        if (!exists()) {
            return;
        }
        run("rm", "--all", "--force", "--time", "0");
        run("system", "reset", "--force");
        stop();
        for (Path folder : new Path[] {volatileFolder(), home.engine()}) {
            new ProcessBuilder("umount", folder.resolve("storage/overlay").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            int removed = new ProcessBuilder("rm", "-rf", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (removed != 0) {
                throw new ServerProblem("cannot remove " + folder + "; see the lines above");
            }
        }
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        var argv = command();
        argv.addAll(List.of(arguments));
        var logFile = home.logs().resolve("engine.log").toFile();
        var builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile));
        builder.environment().putAll(environment());
        if (!builder.start().waitFor(60, TimeUnit.SECONDS)) {
            throw new ServerProblem("podman " + String.join(" ", arguments) + " did not end within 60 s");
        }
    }

    private Path socket() {
        return volatileFolder().resolve("podman.sock");
    }

    /**
     * What must not survive a reboot lies where the system clears it: Podman learns from its absence that the machine was
     * started anew. Also short, because a socket's path has 107 characters at most.
     */
    private Path volatileFolder() {
        var base = isRoot()
                ? Path.of("/run")
                : Path.of(System.getenv()
                        .getOrDefault("XDG_RUNTIME_DIR", home.run().toString()));
        return base.resolve("drycc-" + home.platformId());
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Path pidFile() {
        return volatileFolder().resolve("service.pid");
    }

    private Optional<ProcessHandle> pid() {
        return PlatformHome.read(pidFile())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(home.engine().toString()))
                        .orElse(false));
    }

    private void launch(Path socket) {
        try {
            PlatformHome.privateFolder(home.engine());
            PlatformHome.privateFolder(volatileFolder());
            PodmanConfiguration.write(home);
            Files.deleteIfExists(socket);
            var argv = new ArrayList<String>();
            argv.add("setsid");
            argv.addAll(command());
            argv.addAll(List.of("system", "service", "--time", "0", "unix://" + socket));
            var builder = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.logs().resolve("engine.log").toFile()));
            builder.environment().putAll(environment());
            var process = builder.start();
            PlatformHome.write(pidFile(), Long.toString(process.pid()));
            awaitAnswer(process, socket);
            log.info("engine=podman pid={} socket={}", process.pid(), socket);
        } catch (IOException e) {
            throw new ServerProblem(
                    "cannot start podman: " + e.getMessage()
                            + "; install it (apt-get install podman runc netavark aardvark-dns) or set DOCKER_HOST",
                    e);
        }
    }

    private void awaitAnswer(Process process, Path socket) {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (!EngineAddress.answers(socket)) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new ServerProblem(
                            "podman does not answer on " + socket + "; see " + home.logs() + "/engine.log");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerProblem("interrupted while podman started", e);
        }
    }

    private List<String> command() {
        return new ArrayList<>(List.of(
                "podman",
                "--root",
                home.engine().resolve("storage").toString(),
                "--runroot",
                volatileFolder().resolve("storage").toString(),
                "--tmpdir",
                volatileFolder().resolve("libpod").toString(),
                "--network-config-dir",
                home.engine().resolve("networks").toString()));
    }

    private Map<String, String> environment() {
        return Map.of("CONTAINERS_CONF", PodmanConfiguration.file(home).toString());
    }
}
