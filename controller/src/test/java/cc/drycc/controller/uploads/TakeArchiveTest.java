package cc.drycc.controller.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.problems.Problem;
import cc.drycc.imagebuilder.source.ExtractLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeArchiveTest {

    private static final ExtractLimits ONE_MIB =
            new ExtractLimits(1 << 20, 1 << 20, 1 << 20, 10, 10, Duration.ofSeconds(9), 99, 9);

    @TempDir
    private Path folder;

    @Test
    void one_that_says_nothing_of_its_size_is_counted() throws IOException {
        var take = new TakeArchive(folder, ONE_MIB);
        try (var whole = take.take(-1, new ByteArrayInputStream(new byte[1 << 20]))) {
            assertThat(whole.file()).hasSize(1 << 20);
            assertThat(whole.sha()).isEqualTo("30e14955ebf1352266dc2ff8067e68104607e750");
        }

        assertThatThrownBy(() -> take.take(-1, endless()))
                .isInstanceOf(Problem.TooLarge.class)
                .hasMessageContaining("larger than 1 MiB");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void one_that_says_it_is_too_large_is_not_read() throws IOException {
        var unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("was read");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw new AssertionError("was read");
            }
        };
        assertThatThrownBy(() -> new TakeArchive(folder, ONE_MIB).take((1 << 20) + 1, unread))
                .isInstanceOf(Problem.TooLarge.class);
    }

    @Test
    void what_a_process_that_died_left_is_swept() throws IOException {
        Files.writeString(folder.resolve("archive-123"), "half");
        Files.createDirectories(folder.resolve("source-456/x"));

        new TakeArchive(folder, ONE_MIB);

        assertThat(folder).isEmptyDirectory();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return length;
            }
        };
    }
}
