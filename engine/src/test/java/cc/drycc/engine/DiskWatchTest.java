package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatchTest {

    private static final DiskLimit LIMIT = new DiskLimit(64 << 20);
    private static final String AT = "Dockerfile line 3 (RUN make): ";

    @ParameterizedTest
    @CsvSource({
        "dd: error writing '/x': File too large, 1",
        "File size limit exceeded (core dumped), 4",
        "nothing to see, 153"
    })
    void a_file_at_its_limit_is_named_as_the_reason(String lastWords, String code) {
        assertThat(explained("make: all", lastWords, AT + "the command exited with code " + code))
                .isEqualTo(AT + "a file grew beyond 64 MiB, which is as large as one file of a build may be;"
                        + " write less, or ask the operator to raise DRYCC_BUILD_DISK_LIMIT");
    }

    @ParameterizedTest
    @CsvSource({
        "no such file, the command exited with code 1",
        "File too large, file not found in the source",
        "File too large, the command was killed; it may have used more memory than a build may"
    })
    void another_reason_stays(String lastWords, String reason) {
        assertThat(explained("all", lastWords, AT + reason)).isEqualTo(AT + reason);
    }

    @Test
    void what_was_said_long_before_is_no_reason() {
        String reason = AT + "the command exited with code 1";
        try (var watch = DiskWatch.begin(LIMIT, Optional.empty(), line -> {})) {
            watch.line("File too large");
            for (int i = 0; i < 10; i++) {
                watch.line("trying something else");
            }

            assertThat(watch.explain(reason)).isEqualTo(reason);
        }
    }

    @Test
    void one_file_may_have_eight_gibibytes_unless_the_build_may_have_less() {
        assertThat(DiskLimit.DEFAULT.fileBytes()).isLessThanOrEqualTo(8L << 30);
        assertThat(LIMIT.fileBytes()).isEqualTo(64 << 20);
    }

    private static String explained(String first, String last, String reason) {
        var log = new ArrayList<String>();
        try (var watch = DiskWatch.begin(LIMIT, Optional.empty(), log::add)) {
            watch.line(first);
            watch.line(last);
            String explained = watch.explain(reason);
            assertThat(log).containsExactly(first, last);
            return explained;
        }
    }
}
