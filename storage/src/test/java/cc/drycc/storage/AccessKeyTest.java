package cc.drycc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessKeyTest {

    @TempDir
    Path folder;

    @Test
    void is_made_once_and_found_again() throws IOException {
        Path file = folder.resolve("s3.key");
        var first = AccessKey.inFile(file);

        assertThat(AccessKey.inFile(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AccessKey.generate()).isNotEqualTo(first);
    }

    @Test
    void refuses_a_damaged_file_and_leaves_it() throws IOException {
        Path file = Files.writeString(folder.resolve("s3.key"), "half");

        assertThatThrownBy(() -> AccessKey.inFile(file))
                .isInstanceOf(StorageProblem.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("half");
        assertThat(file).hasContent("half");
    }

    @Test
    void does_not_print_its_secret() {
        assertThat(new AccessKey("id", "s3cr3t")).asString().contains("id").doesNotContain("s3cr3t");
    }
}
