package cc.drycc.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {

    @Test
    void accepts_the_reference_builders_key() {
        assertThat(new ObjectKey("home/hello:git-060da68f/tar").value()).isEqualTo("home/hello:git-060da68f/tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a\nb", "a\u0000b", "a\u0085b"})
    void refuses_what_is_no_safe_path(String value) {
        assertThatThrownBy(() -> new ObjectKey(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_bytes_not_characters() {
        assertThat(new ObjectKey("é".repeat(512)).value()).hasSize(512);
        assertThatThrownBy(() -> new ObjectKey("é".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }
}
