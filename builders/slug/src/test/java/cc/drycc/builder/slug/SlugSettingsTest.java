package cc.drycc.builder.slug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.ImageRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugSettingsTest {

    @Test
    void what_is_not_set_has_a_default() {
        assertThat(SlugSettings.from(Map.of()).maxBytes()).isEqualTo(500L << 20);
        assertThat(SlugSettings.from(Map.of()).stack()).isEmpty();
        assertThat(SlugSettings.from(Map.of("DRYCC_SLUG_STACK", " drycc/stack "))
                        .stack())
                .contains(new ImageRef("drycc/stack"));
    }

    @ParameterizedTest
    @CsvSource({
        "DRYCC_SLUG_STACK, -v",
        "DRYCC_SLUG_RUNNER, dir",
        "DRYCC_SLUG_LIMIT, 0",
        "DRYCC_SLUG_LIMIT, 1G",
        "DRYCC_SLUG_LIMIT, 9999999999999"
    })
    void what_is_wrong_is_named(String name, String value) {
        assertThatThrownBy(() -> SlugSettings.from(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " must ");
    }
}
