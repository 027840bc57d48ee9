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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret in config reaches the app and nothing else. */
class SecretsIT {

    @Test
    void canaries_in_config_key_and_registry_password_show_up_nowhere(@TempDir Path folder) throws Exception {
        var platform = SharedPlatform.get();
        var key = sshKey(folder);
        var canary = "canary-" + UUID.randomUUID();
        var password = "canary-" + UUID.randomUUID();
        var canaries = List.of(canary, password, key.lines().toList().get(2));
        var repository = SharedPlatform.somebody().app("quiet-secret");
        var processes = new ConcurrentLinkedQueue<String>();
        var watching = new AtomicBoolean(true);
        var watcher = Thread.startVirtualThread(() -> {
            while (watching.get()) {
                // our own clients carry the value the user typed
                processesOfThePlatform(canaries).forEach(processes::add);
            }
        });

        repository.drycc("config", "set", "SECRET=" + canary, "SSH_KEY=" + key).ok();
        repository.drycc("registry", "set", "robot", password).ok();
        repository.commit("Dockerfile", Repository.DOCKERFILE.replace("COPY version", """
                ARG SECRET
                RUN --mount=type=secret,id=SECRET --mount=type=secret,id=SSH_KEY cat /run/secrets/*
                COPY version"""));
        var push = repository.push().ok();
        repository.commit("Dockerfile", "FROM registry.invalid/private/base:1\n");
        var refused = repository.push();
        var bad = repository.drycc("config", "set", "1 BAD KEY=" + canary);
        watching.set(false);
        watcher.join();

        assertThat(repository.drycc("run", "--", "echo $SECRET").ok().out()).contains(canary);
        assertThat(push.all()).contains("remote: *****").doesNotContain(canaries);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.all()).contains("Dockerfile line 1").doesNotContain(canaries);
        assertThat(bad.exitCode()).isNotZero();
        assertThat(bad.all()).doesNotContain(canaries);
        assertThat(processes).as("argument lists of processes").isEmpty();
        assertThat(history(platform, repository))
                .as("image history")
                .contains("COPY")
                .doesNotContain(canaries);
        assertThat(layers(platform, repository, folder)).as("image layers").doesNotContain(canaries);
        for (String place : List.of("logs", "postgres", "work")) {
            for (String each : canaries) {
                assertThat(filesWith(each, platform.home().resolve(place)))
                        .as("files in " + place)
                        .isEmpty();
            }
        }
        assertThat(repository.drycc("logs").ok().out()).doesNotContain(canaries);
    }

    private static String sshKey(Path folder) throws IOException {
        Command.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve("key").toString())
                .run()
                .ok();
        return Files.readString(folder.resolve("key"));
    }

    private static String layers(Platform platform, Repository repository, Path folder) throws IOException {
        var archive = folder.resolve("image.tar");
        Command.of(
                        "podman",
                        "--url",
                        platform.engineUrl(),
                        "save",
                        "-o",
                        archive.toString(),
                        image(platform, repository))
                .run()
                .ok();
        return Files.readString(archive, StandardCharsets.ISO_8859_1);
    }

    private static String history(Platform platform, Repository repository) {
        var image = image(platform, repository);
        return Command.of("podman", "--url", platform.engineUrl(), "history", "--no-trunc", image)
                        .run()
                        .ok()
                        .out()
                + Command.of("podman", "--url", platform.engineUrl(), "inspect", image)
                        .run()
                        .ok()
                        .out();
    }

    private static String image(Platform platform, Repository repository) {
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
        return images.lines().findFirst().orElseThrow();
    }

    private static Stream<String> processesOfThePlatform(List<String> canaries) {
        return ProcessHandle.allProcesses()
                .map(process -> {
                    try {
                        return Files.readString(
                                Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
                    } catch (IOException ended) {
                        return "";
                    }
                })
                .filter(line -> canaries.stream().anyMatch(line::contains))
                .filter(line -> !line.contains("drycc.cli") && !line.contains("bin/drycc"));
    }

    private static List<Path> filesWith(String canary, Path folder) throws IOException {
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
