package cc.drycc.imagebuilder.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {

    @TempDir
    Path work;

    private Source source;

    @BeforeEach
    void unpack() throws Exception {
        byte[] archive = Tar.withDockerfile()
                .symlink("inside", "Dockerfile")
                .folder("folder")
                .file("a/b/Procfile", "web: x")
                .gzip();
        source = Source.unpack(new ByteArrayInputStream(archive), work, ExtractLimits.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        source.close();
    }

    @Test
    void reads_a_file_and_says_when_there_is_none() throws Exception {
        assertThat(source.text("Dockerfile")).contains("FROM scratch\n");
        assertThat(source.text("Procfile")).isEmpty();
        assertThat(source.has("Dockerfile")).isTrue();
        assertThat(source.has("Procfile")).isFalse();
        assertThat(source.findBelow("Procfile")).contains("a/b/Procfile");
    }

    @Test
    void reads_no_link_not_even_one_that_stays_inside() {
        assertThatThrownBy(() -> source.text("inside"))
                .isInstanceOf(SourceRefused.class)
                .hasMessage("inside must be a regular file, not a link");
    }

    @Test
    void reads_no_folder() {
        assertThatThrownBy(() -> source.text("folder"))
                .isInstanceOf(SourceRefused.class)
                .hasMessage("folder must be a regular file, not a folder");
    }

    @Test
    void refuses_a_file_over_64_kib() throws Exception {
        Files.writeString(source.root().resolve("Procfile"), "x".repeat(64 * 1024 + 1));

        assertThatThrownBy(() -> source.text("Procfile")).hasMessage("Procfile is larger than 64 KiB");
    }

    @Test
    void takes_a_byte_order_mark_off() throws Exception {
        Files.writeString(source.root().resolve("Procfile"), "\uFEFFweb: x\r\n");

        assertThat(source.text("Procfile")).contains("web: x\r\n");
    }

    @Test
    void refuses_what_is_not_utf8_text() throws Exception {
        write("utf16", "FROM scratch", StandardCharsets.UTF_16);
        write("latin1", "FROM é", StandardCharsets.ISO_8859_1);
        write("nul", "FROM a\nRUN \0", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> source.text("utf16")).hasMessage("utf16 is UTF-16: save it as UTF-8");
        assertThatThrownBy(() -> source.text("latin1")).hasMessage("latin1 is not UTF-8 text");
        assertThatThrownBy(() -> source.text("nul")).hasMessage("nul line 2: a NUL character has no place in it");
    }

    @Test
    void reads_docker_ignore_patterns_in_order() throws Exception {
        write(".dockerignore", "# comment\r\n\r\n  *.md \r\n!README.md\r\n", StandardCharsets.UTF_8);

        assertThat(DockerIgnore.of(source)).isEqualTo(List.of("*.md", "!README.md"));
    }

    @Test
    void without_a_docker_ignore_nothing_is_left_out() throws Exception {
        assertThat(DockerIgnore.of(source)).isEmpty();
    }

    @Test
    void refuses_a_docker_ignore_without_end_or_as_link() throws Exception {
        write(".dockerignore", "a\n".repeat(2001), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DockerIgnore.of(source))
                .as("T17 many")
                .hasMessage(".dockerignore has more than 2000 patterns");

        Files.delete(source.root().resolve(".dockerignore"));
        Files.createSymbolicLink(source.root().resolve(".dockerignore"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> DockerIgnore.of(source)).as("T17 link").isInstanceOf(SourceRefused.class);
    }

    private void write(String name, String text, Charset charset) throws Exception {
        Files.write(source.root().resolve(name), text.getBytes(charset));
    }
}
