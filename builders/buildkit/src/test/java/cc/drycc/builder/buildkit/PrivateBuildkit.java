package cc.drycc.builder.buildkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A buildkitd of a test's own, made by {@code stacks/buildkit}. */
public final class PrivateBuildkit {

    /** Seen from the folders of the modules whose tests use it. */
    private static final List<Path> SCRIPTS = List.of(Path.of("../../stacks/buildkit"), Path.of("../stacks/buildkit"));

    private static Optional<Path> programs = Optional.empty();

    private final Path folder;
    private final Process process;

    private PrivateBuildkit(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Why there can be none here; empty when there can. */
    public static synchronized Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("buildkitd needs root");
        }
        if (!Files.isExecutable(Path.of("/usr/sbin/runc")) && !Files.isExecutable(Path.of("/usr/bin/runc"))) {
            return Optional.of("runc is not installed");
        }
        try {
            if (programs.isEmpty()) {
                programs = make();
            }
            return programs.isPresent()
                    ? Optional.empty()
                    : Optional.of("buildkit cannot be made: no Go or no modules");
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<Path> make() throws IOException, InterruptedException {
        Path said = Files.createTempFile("drycc-buildkit-", "");
        Process script = new ProcessBuilder(SCRIPTS.stream()
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow()
                        .toString())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!script.waitFor(10, TimeUnit.MINUTES) || script.exitValue() != 0) {
            script.destroyForcibly();
            return Optional.empty();
        }
        return Optional.of(Path.of(Files.readString(said).strip()));
    }

    public static Path buildctl() {
        return programs.orElseThrow().resolve("buildctl");
    }

    public static PrivateBuildkit start() throws Exception {
        Path folder = Files.createTempDirectory("drycc-bk-");
        Path configuration = folder.resolve("buildkitd.toml");
        Files.writeString(configuration, """
                root = "%1$s/root"
                [grpc]
                  address = ["unix://%1$s/socket"]
                [worker.oci]
                  snapshotter = "overlayfs"
                  binary = "runc"
                [worker.containerd]
                  enabled = false
                """.formatted(folder));
        Process process = new ProcessBuilder(List.of(
                        programs.orElseThrow().resolve("buildkitd").toString(), "--config", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("socket")));
        return new PrivateBuildkit(folder, process);
    }

    public String address() {
        return "unix://" + folder.resolve("socket");
    }

    public void stop() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
