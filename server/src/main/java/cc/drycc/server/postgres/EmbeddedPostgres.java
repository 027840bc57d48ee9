package cc.drycc.server.postgres;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child process: its data in the platform's folder, on a port of the loopback address, with a password only
 * this platform knows, and with fsync on. One that a killed server left behind is taken over as it runs.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START = Duration.ofSeconds(60);
    /** Between an end and the next start: orphaned backends see the end of the postmaster and go. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String USER = "drycc";

    /** Small for a control plane: the answer to every query fits in a few megabytes. */
    private static final String SETTINGS = """
            # written by the platform at every start
            unix_socket_directories = ''
            listen_addresses = '127.0.0.1'
            password_encryption = 'scram-sha-256'
            max_connections = 40
            shared_buffers = '24MB'
            work_mem = '2MB'
            maintenance_work_mem = '16MB'
            temp_buffers = '1MB'
            autovacuum_worker_slots = 2
            autovacuum_max_workers = 1
            max_worker_processes = 2
            max_parallel_workers = 0
            max_parallel_workers_per_gather = 0
            max_wal_senders = 0
            max_replication_slots = 0
            max_wal_size = '128MB'
            min_wal_size = '32MB'
            io_method = 'sync'
            jit = off
            huge_pages = off
            log_parameter_max_length_on_error = 0
            """;

    private final PlatformHome home;
    private final int port;
    private volatile ProcessHandle postmaster;
    private volatile boolean closed;

    private EmbeddedPostgres(PlatformHome home, ProcessHandle postmaster, int port) {
        this.home = home;
        this.postmaster = postmaster;
        this.port = port;
    }

    /** Starts PostgreSQL (the first time: unpacks and initialises it), or takes over the one that runs. */
    public static EmbeddedPostgres start(PlatformHome home) {
        PlatformHome.privateFolder(home.postgres());
        var running = running(home);
        if (running.isPresent()) {
            log.info(
                    "postgres=taken-over pid={} port={}",
                    running.get().postmaster.pid(),
                    running.get().port);
            running.get().keep();
            return running.get();
        }
        var binaries = PostgresBinaries.unpackedBelow(home.postgres());
        if (!Files.exists(data(home).resolve("PG_VERSION"))) {
            initialise(home, binaries);
        }
        int port = freePort(home);
        PlatformHome.write(data(home).resolve("postgresql.auto.conf"), SETTINGS + "port = " + port);
        var postgres = new EmbeddedPostgres(home, launch(home, binaries), port);
        postgres.awaitConnections();
        postgres.keep();
        return postgres;
    }

    /** Starts it again, on the same port, should it ever end without our doing: killed by hand or for want of memory. */
    private void keep() {
        var _ = postmaster.onExit().thenRun(() -> {
            if (closed) {
                return;
            }
            log.error("postgres=ended pid={} starting=again see={}/postgres.log", postmaster.pid(), home.logs());
            try {
                Thread.sleep(PAUSE);
                postmaster = launch(home, PostgresBinaries.unpackedBelow(home.postgres()));
                awaitConnections();
                log.info("postgres=back pid={} port={}", postmaster.pid(), port);
            } catch (ServerProblem e) {
                log.error("postgres=not-back problem=\"{}\"", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            keep();
        });
    }

    /** JDBC URL with user and password; never to be logged. */
    public String url() {
        return url(DATABASE);
    }

    private static final String DATABASE = "drycc";

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s&ApplicationName=drycc"
                .formatted(port, database, USER, password(home));
    }

    /** The process id of the postmaster. */
    public long pid() {
        return postmaster.pid();
    }

    private static Path data(PlatformHome home) {
        return home.postgres().resolve("data");
    }

    private static String password(PlatformHome home) {
        return home.secret(home.keys().resolve("postgres.password"), 24);
    }

    /** The postmaster that already serves our data, by its own pid file. */
    private static Optional<EmbeddedPostgres> running(PlatformHome home) {
        return runningPid(home).flatMap(postmaster -> {
            var lines = PlatformHome.read(data(home).resolve("postmaster.pid"))
                    .orElse("")
                    .lines()
                    .toList();
            if (lines.size() < 4) {
                return Optional.empty();
            }
            var postgres = new EmbeddedPostgres(
                    home, postmaster, Integer.parseInt(lines.get(3).strip()));
            postgres.awaitConnections();
            return Optional.of(postgres);
        });
    }

    /** The process that serves this platform's data, whoever started it; empty when none does. */
    public static Optional<ProcessHandle> runningPid(PlatformHome home) {
        return PlatformHome.read(data(home).resolve("postmaster.pid"))
                .flatMap(text -> text.lines().findFirst())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                // after a reboot the number may belong to somebody else
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(data(home).toString()))
                        .orElse(false));
    }

    private static void initialise(PlatformHome home, Path binaries) {
        var passwordFile = home.run().resolve("initdb.password");
        var part = home.postgres().resolve("data.part");
        try {
            PlatformHome.write(passwordFile, password(home));
            deleteFolder(part);
            finish(
                    command(
                            binaries.resolve("bin/initdb").toString(),
                            "--pgdata=" + part,
                            "--username=" + USER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordFile,
                            "--encoding=UTF8",
                            "--locale=C"),
                    home,
                    "initdb");
            Files.move(part, data(home));
        } catch (IOException e) {
            throw new ServerProblem("cannot initialise PostgreSQL: " + e.getMessage(), e);
        } finally {
            try {
                Files.deleteIfExists(passwordFile);
            } catch (IOException e) {
                log.warn("file={} left=true", passwordFile);
            }
        }
    }

    private static ProcessHandle launch(PlatformHome home, Path binaries) {
        try {
            var process = new ProcessBuilder(command(
                            "setsid",
                            binaries.resolve("bin/postgres").toString(),
                            "-D",
                            data(home).toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.logs().resolve("postgres.log").toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            return process.toHandle();
        } catch (IOException e) {
            throw new ServerProblem("cannot start PostgreSQL: " + e.getMessage(), e);
        }
    }

    /**
     * PostgreSQL refuses to run as root. Inside a user namespace of its own it is nobody, owns its files all the same, and
     * has lost every capability; no other account and no reachable folder is needed.
     */
    private static List<String> command(String... argv) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user", "--"));
        }
        command.addAll(List.of(argv));
        return command;
    }

    private static void finish(List<String> argv, PlatformHome home, String name) throws IOException {
        var logFile = home.logs().resolve(name + ".log");
        var process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(logFile.toFile())
                .start();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ServerProblem(
                        name + " failed; it wrote: " + Files.readString(logFile).strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerProblem("interrupted while " + name + " ran", e);
        }
    }

    /** Waits until it takes connections, and makes our database the first time. */
    private void awaitConnections() {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (var connection = DriverManager.getConnection(url("postgres"));
                    var statement = connection.createStatement()) {
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'");
                if (!found.next()) {
                    statement.execute("create database " + DATABASE);
                }
                return;
            } catch (SQLException e) {
                if (!postmaster.isAlive() || System.nanoTime() > deadline) {
                    throw new ServerProblem(
                            "PostgreSQL does not answer: " + e.getMessage() + "; see " + home.logs() + "/postgres.log",
                            e);
                }
                try {
                    // 20 ms between tries: a start takes about 100
                    postmaster.onExit().get(20, TimeUnit.MILLISECONDS);
                } catch (java.util.concurrent.TimeoutException stillStarting) {
                    // ask again
                } catch (InterruptedException | java.util.concurrent.ExecutionException stop) {
                    Thread.currentThread().interrupt();
                    throw new ServerProblem("interrupted while PostgreSQL started", stop);
                }
            }
        }
    }

    private static int freePort(PlatformHome home) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ServerProblem("no free port for PostgreSQL in " + home.root(), e);
        }
    }

    /** Stops a PostgreSQL that serves this platform's data, for operators' commands that run without a server. */
    public static void stopLeftOver(PlatformHome home) {
        runningPid(home).ifPresent(EmbeddedPostgres::stop);
    }

    private static void stop(ProcessHandle postmaster) {
        try {
            // SIGINT is PostgreSQL's "fast shutdown": sessions are cut, nothing committed is lost
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException | IOException e) {
            log.warn("postgres=killed reason={}", e.toString());
            postmaster.destroyForcibly();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Stops it cleanly; committed data is on disk. */
    @Override
    public void close() {
        closed = true;
        stop(postmaster);
    }
}
