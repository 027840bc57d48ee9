package cc.drycc.builder.slug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ProcessType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {

    private static Map<ProcessType, String> types(@Nullable String procfile, @Nullable String release)
            throws BuildFailed {
        return Release.types(Optional.ofNullable(procfile), Optional.ofNullable(release));
    }

    @Test
    void a_procfile_wins() throws Exception {
        String release =
                "---\naddons: []\nconfig_vars: {}\ndefault_process_types:\n  web: ./default\n  worker: ./work\n";

        assertThat(types("web: ./mine\n", release)).isEqualTo(Map.of(ProcessType.WEB, "./mine"));
        assertThat(types(null, release))
                .isEqualTo(Map.of(ProcessType.WEB, "./default", new ProcessType("worker"), "./work"));
        assertThat(types("# nothing yet\n", release)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: ['|it is no YAML",
                "'- web'|it is no map of fields",
                "'default_process_types: web'|default_process_types is no map",
                "'default_process_types: {web: [a, b]}'|every command must be a text",
                "'default_process_types: {Web: x}'|is no process type",
                "'default_process_types: {run: x}'|is reserved",
                "'default_process_types: {web: x, web: y}'|it is no YAML",
                "'a: !!java.net.URL [x]'|it is no YAML",
            })
    void what_cannot_be_used_is_told(String release, String reason) {
        assertThatThrownBy(() -> types(null, release))
                .isInstanceOf(BuildFailed.class)
                .hasMessageStartingWith("what the buildpack's bin/release says cannot be used: ")
                .hasMessageContaining(reason);
    }

    @Test
    void nesting_without_end_is_no_release() {
        assertThatThrownBy(() -> types(null, "[".repeat(30_000))).isInstanceOf(BuildFailed.class);
    }

    @Test
    void without_process_types_nothing_can_run() {
        assertThatThrownBy(() -> types(null, null)).isInstanceOf(BuildFailed.class);
        for (String release : List.of("", "---\n", "addons: []\n", "default_process_types: {}\n")) {
            assertThatThrownBy(() -> types(null, release))
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("names no process types: add a Procfile");
        }
        assertThatThrownBy(() -> types("web ./serve\n", null))
                .isInstanceOf(BuildFailed.class)
                .hasMessageStartingWith("Procfile line 1");
    }
}
