package cc.drycc.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private repository behind a real {@code sshd}, on an address of this machine that containers reach, and what is needed to
 * clone it in an image made of busybox.
 */
public final class GitOverSsh implements AutoCloseable {

    /** What is in the repository, as {@code greeting}. */
    public static final String GREETING = "a private greeting";

    private static final List<String> PROGRAMS =
            List.of("/usr/bin/git", "/usr/bin/ssh", "/usr/bin/ssh-add", "/usr/bin/ssh-keygen");
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final String host;
    private final int port;
    private final Process process;

    private GitOverSsh(Path folder, String host, int port, Process process) {
        this.folder = folder;
        this.host = host;
        this.port = port;
        this.process = process;
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("sshd needs root");
        }
        if (!Files.isExecutable(SSHD) || !PROGRAMS.stream().map(Path::of).allMatch(Files::isExecutable)) {
            return Optional.of("git, openssh-client and openssh-server are not all installed");
        }
        return address().isPresent() ? Optional.empty() : Optional.of("this machine has no address but its loopback");
    }

    /** The address this machine comes from when it talks to others; nothing is sent. */
    public static Optional<String> address() {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress("198.51.100.1", 9));
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() || own.isLoopbackAddress()
                    ? Optional.empty()
                    : Optional.of(own.getHostAddress());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    public static GitOverSsh start(Path folder) throws Exception {
        Files.createDirectories(folder);
        for (String key : List.of("host", "user")) {
            run(folder, "/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
        }
        Files.writeString(folder.resolve("greeting"), GREETING + "\n");
        run(folder, "/usr/bin/git", "init", "--quiet", "repository.git");
        Files.move(folder.resolve("greeting"), folder.resolve("repository.git/greeting"));
        Path repository = folder.resolve("repository.git");
        run(repository, "/usr/bin/git", "add", "greeting");
        run(repository, "/usr/bin/git", "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "m");
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String host = address().orElseThrow();
        Files.createDirectories(Path.of("/run/sshd"));
        Path config = Files.writeString(folder.resolve("config"), """
                ListenAddress %s:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                """.formatted(
                        host, port, folder.resolve("host"), folder.resolve("user.pub")));
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var server = new GitOverSsh(folder, host, port, process);
        server.awaitStart();
        return server;
    }

    private void awaitStart() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            try (var socket = new Socket(host, port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("sshd did not start: " + Files.readString(folder.resolve("log")), e);
                }
                Thread.sleep(20);
            }
        }
    }

    /** What clones it. */
    public String url() {
        return "ssh://root@%s:%d%s".formatted(host, port, folder.resolve("repository.git"));
    }

    /** The only key that is let in. */
    public String key() throws IOException {
        return Files.readString(folder.resolve("user"));
    }

    /** The public half of it, without a comment. */
    public String publicKey() throws IOException {
        return Files.readString(folder.resolve("user.pub")).replaceFirst("(\\S+ \\S+).*\\s", "$1");
    }

    /** The server's own key, as {@code known_hosts} has it. */
    public String knownHosts() throws IOException {
        return "[%s]:%d %s".formatted(host, port, Files.readString(folder.resolve("host.pub")));
    }

    /**
     * Writes Git and SSH with their libraries and a user 0 and 1000 into a build context.
     *
     * @return what a Dockerfile says to have them
     */
    public static String client(Path context) throws Exception {
        for (String program : PROGRAMS) {
            copy(context, program);
            Matcher library = Pattern.compile("(/\\S+) \\(0x").matcher(output("/usr/bin/ldd", program));
            while (library.find()) {
                copy(context, library.group(1));
            }
        }
        return "COPY client /\n"
                + "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"mkdir -p /etc /tmp /root /usr/lib/git-core; chmod 1777 /tmp;"
                + " ln -sf /usr/bin/git /usr/lib/git-core/git;"
                + " echo root:x:0:0::/root:/bin/sh >/etc/passwd; echo build:x:1000:1000::/tmp:/bin/sh >>/etc/passwd\"]\n";
    }

    private static void copy(Path context, String file) throws IOException {
        Path target = context.resolve("client" + file);
        if (!Files.exists(target)) {
            Files.createDirectories(target.getParent());
            Files.copy(Path.of(file).toRealPath(), target);
        }
    }

    private static String output(String... command) throws Exception {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(started.getInputStream().readAllBytes(), UTF_8);
        return started.waitFor() == 0 ? text : "";
    }

    private static void run(Path folder, String... command) throws Exception {
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (started.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
