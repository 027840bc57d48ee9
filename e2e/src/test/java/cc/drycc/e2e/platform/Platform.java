package cc.drycc.e2e.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A platform of its own: private home, random ports, started and wiped by {@code bin/workflow}. */
public final class Platform implements AutoCloseable {

    /** The administrator every test platform has. */
    public static final String ADMIN = "admin";

    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private final Path folder;
    private final int httpPort;
    private final int sshPort;
    private final Map<String, String> env = new HashMap<>();

    private Platform(Path folder, int httpPort, int sshPort) {
        this.folder = folder;
        this.httpPort = httpPort;
        this.sshPort = sshPort;
    }

    /** Starts a platform in a new folder. */
    public static Platform start() {
        return start(Map.of());
    }

    /** Starts a platform in a new folder with these settings. */
    public static Platform start(Map<String, String> settings) {
        var more = new HashMap<>(settings);
        more.put("REGISTRATION_MODE", "enabled");
        more.put("DRYCC_ADMIN_USERNAME", ADMIN);
        more.put("DRYCC_ADMIN_PASSWORD", ADMIN_PASSWORD);
        var platform = notStarted(more);
        platform.up().ok();
        return platform;
    }

    /** A folder, free ports and nothing else set but these settings. */
    public static Platform notStarted(Map<String, String> settings) {
        try {
            var platform = new Platform(
                    Files.createTempDirectory("drycc-e2e-"),
                    Integer.parseInt(freePort()),
                    Integer.parseInt(freePort()));
            platform.env.putAll(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Far from where another test process begins, whose number is often the next one. */
    private static volatile int lastPort =
            20_000 + (int) (ProcessHandle.current().pid() * 101 % 11_000);

    /** A port that was free a moment ago, below the range the kernel gives to clients. */
    public static synchronized String freePort() {
        for (int port = lastPort + 1; port < 32_000; port++) {
            try (var socket = new ServerSocket(port)) {
                lastPort = port;
                return Integer.toString(socket.getLocalPort());
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new AssertionError("no free port below 32000");
    }

    /** The checkout the tests run in. */
    public static Path checkout() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("bin/workflow"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("bin/workflow is not above the working folder");
            }
        }
        return folder;
    }

    public Command.Result up() {
        return workflow("up", "--http-port", "" + httpPort, "--ssh-port", "" + sshPort);
    }

    public Command.Result down() {
        return workflow("down");
    }

    /** Kills the server process as a power cut would; PostgreSQL and apps are left to themselves. */
    public void kill() {
        var server = ProcessHandle.of(serverPid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
    }

    /** The process id of the running server. */
    public long serverPid() {
        try {
            return Long.parseLong(
                    Files.readString(home().resolve("run/server.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Command.Result workflow(String verb, String... flags) {
        return Command.of(checkout().resolve("bin/workflow").toString(), verb, "--home", home().toString())
                .with(flags)
                .env(env)
                .within(Duration.ofMinutes(3))
                .run();
    }

    public Path home() {
        return folder.resolve("home");
    }

    public Path folder() {
        return folder;
    }

    public int sshPort() {
        return sshPort;
    }

    public int httpPort() {
        return httpPort;
    }

    public String controller() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** Where the platform's engine listens, as {@code podman --url} wants it. */
    public String engineUrl() {
        try {
            return Files.readString(home().resolve("run/engine")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An app's host name with the port. */
    public String host(String app) {
        return app + ".localhost:" + httpPort;
    }

    /** {@code curl} of an app through the edge: the body, with the status code on a last line. */
    public String curl(String app, String path) {
        return Command.of("curl", "-s", "-m", "30", "-w", "\n%{http_code}", "http://" + host(app) + path)
                .run()
                .out();
    }

    /** The administrator, logged in. */
    public Person admin() {
        return Person.loggedIn(this, ADMIN, ADMIN_PASSWORD);
    }

    private boolean closed;

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        keepLog();
        var wiped = workflow("wipe", "--yes");
        if (wiped.exitCode() != 0) {
            System.err.println(wiped.all());
        }
        Command.of("rm", "-rf", folder.toString()).run();
    }

    /** Beside the reports of the tests, for whoever asks later what the platform had to say. */
    private void keepLog() {
        var log = home().resolve("logs/server.log");
        if (!Files.exists(log)) {
            return;
        }
        try {
            var kept = Files.createDirectories(Path.of("target/platforms"));
            Files.copy(log, kept.resolve(folder.getFileName() + ".log"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
