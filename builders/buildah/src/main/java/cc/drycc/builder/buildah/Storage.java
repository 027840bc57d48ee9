package cc.drycc.builder.buildah;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.imagebuilder.source.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where buildah keeps an app's layers, while one build has it to itself: {@code apps/NAME} with what the app's builds
 * made, above {@code bases} with the base images of all.
 */
final class Storage implements AutoCloseable {

    private final BuildahSettings settings;
    private final Path file;
    private final Path home;
    private final Path app;
    private final Path work;
    private final Turn turn;

    private Storage(BuildahSettings settings, Path file, Path home, Path app, Path work, Turn turn) {
        this.settings = settings;
        this.file = file;
        this.home = home;
        this.app = app;
        this.work = work;
        this.turn = turn;
    }

    /**
     * Waits until no other build of the app runs, and ends what one that died has left.
     *
     * @param work an empty folder of this build
     */
    static Storage open(BuildahSettings settings, Path file, AppName app, Path work)
            throws BuildFailed, IOException, InterruptedException {
        Path home = settings.home().orElse(work.resolve("buildah"));
        Path folder = folder(home, app);
        var storage = new Storage(settings, file, home, folder, work, Turn.take(folder));
        boolean ready = false;
        try {
            storage.configure();
            storage.forgetBeforeBoot();
            if (Files.exists(storage.busy())) {
                storage.recover();
            }
            Files.writeString(storage.busy(), "");
            ready = true;
            return storage;
        } finally {
            if (!ready) {
                storage.turn.close();
            }
        }
    }

    /** Removes what an app has here, after the build that runs. */
    static void remove(Path home, AppName app) throws IOException, InterruptedException {
        Path folder = folder(home, app);
        if (Files.exists(folder)) {
            try (var _ = Turn.take(folder)) {
                BuildNetwork.guard(folder, CloudMetadata.ALLOW);
                Tree.delete(folder);
            }
        }
    }

    private static Path folder(Path home, AppName app) {
        return home.resolve("apps").resolve(app.value());
    }

    private Path busy() {
        return app.resolve("busy");
    }

    /** Mounts and networks are gone after a boot, but what is written about them is not. */
    private void forgetBeforeBoot() throws IOException {
        Path boot = Path.of("/proc/sys/kernel/random/boot_id");
        String now = Files.isReadable(boot) ? Files.readString(boot).strip() : "";
        Path seen = app.resolve("boot");
        if (!Files.exists(seen) || !Files.readString(seen).equals(now)) {
            Tree.delete(app.resolve("run"));
            Files.writeString(seen, now);
        }
    }

    /** Ends programs that still work on this store, and removes their containers. */
    void recover() throws BuildFailed, IOException, InterruptedException {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(root().toString()))
                        .orElse(false))
                .forEach(process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
        buildah().ask("rm", "--all");
    }

    private Path root() {
        return app.resolve("root");
    }

    /** The folder of the app. */
    Path app() {
        return app;
    }

    /** The program on the app's images. */
    Buildah buildah() throws IOException {
        Path bases = Files.createDirectories(home.resolve("bases/root"));
        return buildah(root(), app.resolve("run"), List.of("--storage-opt", "overlay.imagestore=" + bases));
    }

    /** The program on the base images of all apps. */
    Buildah bases() throws IOException {
        Path bases = Files.createDirectories(home.resolve("bases"));
        return buildah(bases.resolve("root"), bases.resolve("run"), List.of());
    }

    /** The folder of the base images. */
    Path basesFolder() {
        return home.resolve("bases");
    }

    /** Mounting its own folder on itself, as the driver likes to, would only keep it from being removed. */
    private Buildah buildah(Path root, Path run, List<String> more) {
        var store = new ArrayList<>(List.of(
                "--root",
                root.toString(),
                "--runroot",
                run.toString(),
                "--storage-driver",
                "overlay",
                "--storage-opt",
                "overlay.skip_mount_home=true"));
        store.addAll(more);
        return new Buildah(
                file, work, store, Map.of("CONTAINERS_CONF", configuration().toString()));
    }

    private Path configuration() {
        return app.resolve("containers.conf");
    }

    private void configure() throws IOException {
        String network = "";
        if (settings.isolation() == Isolation.OCI) {
            var own = BuildNetwork.in(app, home.resolve("apps"));
            BuildNetwork.guard(app, settings.metadata());
            network = """
                    [network]
                    network_backend = "netavark"
                    network_config_dir = "%s"
                    default_network = "%s"
                    """.formatted(own.folder(), own.name());
        }
        Files.writeString(configuration(), """
                [engine]
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                """ + network);
    }

    /** Lets the next build in. */
    @Override
    public void close() throws IOException {
        if (settings.home().isEmpty()) {
            BuildNetwork.guard(app, CloudMetadata.ALLOW); // the network goes with the build
        }
        Files.deleteIfExists(busy());
        turn.close();
    }
}
