package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A secret in config reaches the app and nothing else. */
class SecretsIT {

    @Test
    void a_canary_in_config_shows_up_nowhere() throws Exception {
        var platform = SharedPlatform.get();
        var canary = "canary-" + UUID.randomUUID();
        var repository = SharedPlatform.somebody().app("quiet-secret");
        var processes = new ConcurrentLinkedQueue<String>();
        var watching = new AtomicBoolean(true);
        var watcher = Thread.startVirtualThread(() -> {
            while (watching.get()) {
                // our own clients carry the value the user typed
                processesOfThePlatform(canary).forEach(processes::add);
            }
        });

        repository.drycc("config", "set", "SECRET=" + canary).ok();
        repository.commit(
                "Dockerfile",
                Repository.DOCKERFILE.replace("COPY version", "ARG SECRET\nRUN [\"/bin/true\"]\nCOPY version"));
        var push = repository.push().ok();
        var bad = repository.drycc("config", "set", "1 BAD KEY=" + canary);
        watching.set(false);
        watcher.join();

        assertThat(repository.drycc("run", "--", "echo $SECRET").ok().out()).contains(canary);
        assertThat(push.all()).doesNotContain(canary);
        assertThat(bad.exitCode()).isNotZero();
        assertThat(bad.all()).doesNotContain(canary);
        assertThat(processes).as("argument lists of processes").isEmpty();
        assertThat(history(platform, repository))
                .as("image history")
                .contains("COPY")
                .doesNotContain(canary);
        assertThat(filesWith(canary, platform.home().resolve("logs")))
                .as("log files")
                .isEmpty();
        assertThat(filesWith(canary, platform.home().resolve("postgres")))
                .as("database files")
                .isEmpty();
        assertThat(repository.drycc("logs").ok().out()).doesNotContain(canary);
    }

    private static String history(Platform platform, Repository repository) {
        var images = Command.of(
                        "podman",
                        "--url",
                        platform.engineUrl(),
                        "images",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=cc.drycc.app=" + repository.app())
                .run()
                .ok()
                .out()
                .strip();
        assertThat(images).isNotEmpty();
        return Command.of(
                                "podman",
                                "--url",
                                platform.engineUrl(),
                                "history",
                                "--no-trunc",
                                images.lines().findFirst().orElseThrow())
                        .run()
                        .ok()
                        .out()
                + Command.of(
                                "podman",
                                "--url",
                                platform.engineUrl(),
                                "inspect",
                                images.lines().findFirst().orElseThrow())
                        .run()
                        .ok()
                        .out();
    }

    private static Stream<String> processesOfThePlatform(String canary) {
        return ProcessHandle.allProcesses()
                .map(process -> {
                    try {
                        return Files.readString(
                                Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                    } catch (IOException ended) {
                        return "";
                    }
                })
                .filter(line -> line.contains(canary))
                .filter(line -> !line.contains("drycc.cli") && !line.contains("bin/drycc"));
    }

    private static java.util.List<Path> filesWith(String canary, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, canary))
                    .toList();
        }
    }

    private static boolean contains(Path file, String canary) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(canary);
        } catch (java.nio.file.NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
