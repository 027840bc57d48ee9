package cc.drycc.server.workflow;

import cc.drycc.engine.metadata.MetadataGuard;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Looks for what would keep the platform from running; one line each, with advice. Exit code 1 when something is wrong. */
@Command(name = "doctor", description = "Check this machine; one line each, with advice.")
final class Doctor implements Callable<Integer> {

    private static final long DISK_NEEDED = 2L << 30;

    @ParentCommand
    private Workflow workflow = new Workflow();

    private boolean healthy = true;

    @Override
    public Integer call() throws IOException {
        var settings = workflow.settings();
        var home = PlatformHome.at(settings.home());
        boolean running = new ServerProcess(home).running().isPresent();
        check("JDK", Runtime.version().feature() == 25, Runtime.version().toString(), "install a JDK 25");
        engine();
        for (var program : new String[] {"git", "ssh", "curl", "setsid", "unshare"}) {
            check(program, program(program).isPresent(), "found", "install it with apt-get");
        }
        if (!running) {
            port("HTTP", settings.httpPort(), "--http-port");
            port("SSH", settings.sshPort(), "--ssh-port");
        }
        disk(home);
        metadata();
        return healthy ? 0 : 1;
    }

    private void engine() {
        var offered = EngineAddress.offered(Map.copyOf(System.getenv()));
        if (offered.isPresent()) {
            check("engine", true, offered.get().toString(), "");
            return;
        }
        check(
                "podman",
                program("podman").isPresent(),
                "found",
                "apt-get install podman netavark aardvark-dns, or set DOCKER_HOST");
        check(
                "OCI runtime",
                program("runc").isPresent() || program("crun").isPresent(),
                program("runc").isPresent() ? "runc" : "crun",
                "apt-get install runc");
    }

    private void port(String name, int port, String flag) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            check(name + " port", true, port + " is free", "");
        } catch (IOException taken) {
            check(name + " port", false, "", port + " is taken; choose another with " + flag);
        }
    }

    private void disk(PlatformHome home) throws IOException {
        var existing = Stream.iterate(Optional.of(home.root()), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("/"));
        long free = Files.getFileStore(existing).getUsableSpace();
        check("disk", free > DISK_NEEDED, free / (1 << 30) + " GiB free", "less than 2 GiB free at " + existing);
    }

    /** Nothing is wrong with a machine that is in no cloud. */
    private void metadata() {
        check(
                "metadata",
                true,
                MetadataGuard.missing()
                        .map(reason -> "builds and apps can ask a cloud's metadata service (" + reason
                                + "); see docs/operating.md")
                        .orElse("builds and apps are kept from a cloud's metadata service"),
                "");
    }

    private static Optional<Path> program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void check(String what, boolean good, String detail, String advice) {
        System.out.printf("%-12s %s%n", what, good ? "ok: " + detail : "WRONG: " + advice);
        healthy &= good;
    }
}
