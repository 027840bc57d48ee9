package cc.drycc.engine.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Docker of a test's own: own storage, no default bridge, so that no other daemon's network is touched. */
public final class PrivateDocker implements PrivateDaemon {

    private final Path folder;
    private final DaemonProcess process;

    private PrivateDocker(Path folder, DaemonProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        return DaemonProcess.onPath("dockerd") ? Optional.empty() : Optional.of("dockerd is not installed");
    }

    public static PrivateDocker start() throws Exception {
        Path folder = Files.createTempDirectory("drycc-docker-");
        Path config = Files.writeString(folder.resolve("daemon.json"), "{}");
        Path socket = folder.resolve("docker.sock");
        List<String> command = List.of(
                "dockerd",
                "--config-file",
                config.toString(),
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("pid").toString(),
                "--host",
                "unix://" + socket,
                "--bridge",
                "none");
        return new PrivateDocker(folder, DaemonProcess.start(command, Map.of(), socket, folder.resolve("log")));
    }

    @Override
    public URI host() {
        return URI.create("unix://" + folder.resolve("docker.sock"));
    }

    @Override
    public Optional<String> runtime() {
        return Optional.empty();
    }

    @Override
    public void restart() throws Exception {
        process.restart();
    }

    @Override
    public void stop() throws Exception {
        process.stop();
        DaemonProcess.delete(folder);
    }
}
