package cc.drycc.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A Podman of a test's own: own storage, own networks, own address range. */
public final class PrivatePodman implements PrivateDaemon {

    private final Path folder;
    private final Map<String, String> env;
    private final DaemonProcess process;

    private PrivatePodman(Path folder, Map<String, String> env, DaemonProcess process) {
        this.folder = folder;
        this.env = env;
        this.process = process;
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        return List.of("podman", "runc").stream()
                .filter(program -> !DaemonProcess.onPath(program))
                .findFirst()
                .map(program -> program + " is not installed");
    }

    public static PrivatePodman start() throws Exception {
        Path folder = Files.createTempDirectory("drycc-podman-");
        Path networks = Files.createDirectories(folder.resolve("networks"));
        Path config = folder.resolve("containers.conf");
        int range = ThreadLocalRandom.current().nextInt(16, 250);
        Files.writeString(config, """
                [engine]
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                [network]
                network_backend = "netavark"
                network_config_dir = "%s"
                default_network = "n%d"
                default_subnet = "10.%d.0.0/24"
                default_subnet_pools = [{"base" = "10.%d.128.0/17", "size" = 24}]
                """.formatted(networks, range, range, range));
        Map<String, String> env = Map.of("CONTAINERS_CONF", config.toString());
        Path socket = folder.resolve("podman.sock");
        List<String> command = new ArrayList<>(podman(folder));
        command.addAll(List.of("system", "service", "--time=0", "unix://" + socket));
        DaemonProcess process = DaemonProcess.start(command, env, socket, folder.resolve("log"));
        return new PrivatePodman(folder, env, process);
    }

    private static List<String> podman(Path folder) {
        return List.of(
                "podman",
                "--runtime",
                "runc",
                "--root",
                folder.resolve("root").toString(),
                "--runroot",
                folder.resolve("run").toString(),
                "--tmpdir",
                folder.resolve("tmp").toString());
    }

    @Override
    public URI host() {
        return URI.create("unix://" + folder.resolve("podman.sock"));
    }

    @Override
    public Optional<String> runtime() {
        return Optional.empty(); // the service was told
    }

    @Override
    public void restart() throws Exception {
        process.restart();
    }

    /** Runs {@code podman} with these arguments on the same storage. */
    public int podman(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(podman(folder));
        command.addAll(List.of(arguments));
        return DaemonProcess.run(env, command);
    }

    @Override
    public void stop() throws Exception {
        podman("rm", "--all", "--force", "--time", "0");
        podman("network", "prune", "--force");
        process.stop();
        DaemonProcess.delete(folder);
    }
}
