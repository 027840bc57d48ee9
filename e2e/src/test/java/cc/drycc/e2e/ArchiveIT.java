package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An app that is never pushed, but sent: as a folder, and as archives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveIT {

    private Repository repository;

    @BeforeAll
    void an_app_without_a_release() {
        repository = SharedPlatform.somebody().app("sent-not-pushed");
        repository.commit(".gitignore", "secret\nsource.tar.gz\nit.zip\n");
    }

    private Path folder() {
        return repository.folder();
    }

    private Command.Result send(String archive) {
        return repository.drycc(
                "builds", "create", "--archive", folder().resolve(archive).toString());
    }

    @Test
    void what_is_in_the_folder_answers_and_an_archive_after_it() {
        repository.write("version", "not committed");
        repository.write("secret", "not sent");
        var sent = send(".").ok();

        assertThat(sent.out())
                .startsWith("Packing... done, 5 files, ")
                .contains(
                        "Uploading... done\n-----> Building Docker image\n",
                        "Build complete.\n",
                        "Launching... done, v2\n")
                .contains("-----> sent-not-pushed deployed to Drycc\n       http://sent-not-pushed.");
        assertThat(repository.version()).startsWith("not committed");

        var again = send(".").ok();
        assertThat(again.out()).endsWith("Uploading... done\nEverything up-to-date: v2 has this source\n");

        repository
                .drycc("builds", "fetch", "--source=" + folder().resolve("source.tar.gz"))
                .ok();
        var sum =
                Command.of("sha256sum", "source.tar.gz").in(folder()).run().ok().out();
        assertThat(repository.drycc("builds", "info").ok().out()).containsPattern("Sha: +" + sum.substring(0, 40));
        assertThat(Command.of("tar", "tzf", "source.tar.gz")
                        .in(folder())
                        .run()
                        .ok()
                        .out())
                .isEqualTo(".gitignore\nDockerfile\nbusybox\ncgi-bin/hello\nversion\n");

        repository.commit("version", "zipped");
        repository.git("archive", "--format=zip", "-o", "it.zip", "HEAD").ok();
        assertThat(send("it.zip").ok().out()).startsWith("Reading... done, ").contains("Launching... done, v3\n");
        assertThat(repository.version()).startsWith("zipped");

        repository.write("Dockerfile", "FROM scratch\nFOO\n");
        var refused = send(".");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("Error: Dockerfile line 2: unknown instruction");
        assertThat(repository.version()).startsWith("zipped");
    }

    @Test
    void who_hangs_up_makes_room_for_the_next() {
        var other = repository.person().app("sent-and-stopped");
        other.write("Dockerfile", Repository.DOCKERFILE + "RUN [\"/bin/sh\", \"-c\", \"sleep 600\"]\n");
        var output = other.person().home().resolve("output");
        var drycc = Platform.checkout().resolve("bin/drycc");
        var building = Command.of("sh", "-c", "exec \"$0\" builds create -a \"$1\" --archive . >\"$2\"")
                .with(drycc.toString(), other.app(), output.toString())
                .env("HOME", other.person().home().toString())
                .in(other.folder())
                .start();
        try {
            Awaitility.await()
                    .until(() ->
                            Files.exists(output) && Files.readString(output).contains("sleep 600"));
            assertThat(other.push().err()).contains("Another git push is ongoing");
        } finally {
            building.process().destroy();
        }

        other.write("Dockerfile", Repository.DOCKERFILE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> other.drycc(
                                        "builds",
                                        "create",
                                        "--archive",
                                        other.folder().toString())
                                .exitCode()
                        == 0);
        assertThat(other.version()).startsWith("1");
    }
}
