package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of Docker 20.10 and Podman 4.3, as they came. */
class FailureReasonTest {

    @TempDir
    private Path folder;

    private FailureReason reasons = new FailureReason(Path.of("none"));

    @BeforeEach
    void write() throws Exception {
        Path dockerfile = folder.resolve("Dockerfile");
        Files.writeString(dockerfile, "FROM busybox AS build\n\nRUN   make all\nCOPY a /a\nRUN false\nRUN false\n");
        reasons = new FailureReason(dockerfile);
    }

    @Test
    void a_failing_command() {
        String expected = "Dockerfile line 3 (RUN make all): the command exited with code 2";

        assertThat(reasons.explain("The command '/bin/sh -c make all' returned a non-zero code: 2", "RUN make all"))
                .isEqualTo(expected);
        assertThat(reasons.explain(
                        "building at STEP \"RUN make all\": while running runtime: exit status 2", "RUN make all"))
                .isEqualTo(expected);
    }

    @Test
    void a_line_that_cannot_be_told_is_not_guessed() {
        assertThat(reasons.explain("returned a non-zero code: 1", "RUN false"))
                .isEqualTo("RUN false: the command exited with code 1");
    }

    @Test
    void a_cached_image_that_went_away_is_no_failure_of_the_build() {
        assertThat(FailureReason.isCacheMoved("checking if cached image exists from a previous build:"
                        + " getting top layer info: layer not known"))
                .isTrue();
        assertThat(FailureReason.isCacheMoved("building at STEP \"RUN make all\": layer not known"))
                .isFalse();
    }

    @Test
    void a_mistake_in_the_file() {
        assertThat(reasons.explain("dockerfile parse error line 2: unknown instruction: FOO", ""))
                .isEqualTo("Dockerfile line 2: unknown instruction: FOO");
        assertThat(reasons.explain(
                        "building at STEP \"FOO \": Build error: Unknown instruction: \"FOO\" &imagebuilder.Step{Env:[]",
                        "FOO bar"))
                .isEqualTo("FOO bar: unknown instruction: FOO");
    }

    @Test
    void a_file_that_is_not_there() {
        String expected = "Dockerfile line 4 (COPY a /a): file not found in the source or excluded by .dockerignore";

        assertThat(reasons.explain(
                        "COPY failed: file not found in build context or excluded by .dockerignore: stat a: file does not"
                                + " exist",
                        "COPY a /a"))
                .isEqualTo(expected);
        assertThat(reasons.explain(
                        "building at STEP \"COPY a /a\": checking on sources under"
                                + " \"/var/tmp/libpod_builder1611296979/build\": copier: stat: \"/a\": no such file or"
                                + " directory",
                        "COPY a /a"))
                .isEqualTo(expected);
    }

    @Test
    void a_base_image_that_cannot_be_had() {
        assertThat(reasons.explain(
                        "creating build container: initializing source docker://busybox:latest: pinging container"
                                + " registry registry-1.docker.io: dial tcp: lookup registry-1.docker.io: no such host",
                        "FROM busybox AS build"))
                .isEqualTo("Dockerfile line 1 (FROM busybox AS build): image busybox is not on this machine and its"
                        + " registry cannot be reached");
        assertThat(reasons.explain(
                        "pull access denied for busybox, repository does not exist or may require 'docker login'",
                        "FROM busybox"))
                .endsWith("there is no image busybox, or it needs credentials");
    }

    @Test
    void a_full_disk_and_a_kill_for_memory() {
        assertThat(reasons.explain("write /x: no space left on device", "COPY a /a"))
                .endsWith("no space left on the server's disk");
        assertThat(reasons.explain("returned a non-zero code: 137", "RUN make all"))
                .contains("more memory than");
    }

    @Test
    void the_engines_own_folders_are_not_shown() {
        assertThat(reasons.explain("odd: /var/tmp/libpod_builder16112/build/x is odd", "ADD x /x"))
                .isEqualTo("ADD x /x: odd: x is odd");
    }
}
