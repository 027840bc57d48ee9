package cc.drycc.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildLimitsTest {

    @Test
    void defaults_hold_when_nothing_is_set() {
        assertThat(BuildLimits.from(Map.of())).isEqualTo(BuildLimits.DEFAULT);
        assertThat(BuildLimits.DEFAULT.time()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void the_environment_changes_them() {
        var limits = BuildLimits.from(Map.of(
                "DRYCC_BUILD_TIMEOUT", "60", "DRYCC_BUILD_MEMORY_LIMIT", "0", "DRYCC_BUILD_DISK_LIMIT", "4194304"));

        assertThat(limits.time()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.resources().memoryBytes()).isZero();
        assertThat(limits.disk().bytes()).isEqualTo(4 << 20);
        assertThat(limits.disk().fileBytes()).isEqualTo(4 << 20);
        assertThat(limits.resources().pids()).isEqualTo(BuildLimits.DEFAULT.pids());
    }

    @ParameterizedTest
    @CsvSource({
        "DRYCC_BUILD_TIMEOUT,0",
        "DRYCC_BUILD_TIMEOUT,-5",
        "DRYCC_BUILD_TIMEOUT,abc",
        "DRYCC_BUILD_TIMEOUT,1e3",
        "DRYCC_BUILD_LOG_LIMIT,10",
        "DRYCC_BUILD_MEMORY_LIMIT,2G",
        "DRYCC_BUILD_DISK_LIMIT,0",
        "DRYCC_BUILD_DISK_LIMIT,1G",
        "DRYCC_BUILD_PIDS_LIMIT,999999999999"
    })
    void a_wrong_value_is_named(String name, String value) {
        assertThatThrownBy(() -> BuildLimits.from(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
