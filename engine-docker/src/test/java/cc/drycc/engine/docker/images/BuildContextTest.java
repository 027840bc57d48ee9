package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    @Test
    void packing_ends_when_it_is_interrupted(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        var context = new BuildContext(folder, new IgnorePatterns(List.of()), "Dockerfile");

        Thread.currentThread().interrupt();

        try {
            assertThatThrownBy(() -> context.writeTo(
                            OutputStream.nullOutputStream(), Optional.empty(), SecretFiles.of(Map.of())))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
