package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busybox",
                "drycc/base",
                "registry.example.com:5000/team/app:v1.2_3",
                "ghcr.io/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "localhost:5000/cafe",
                "docker.io/library/cafe",
            })
    void names(String name) {
        assertThat(new ImageRef(name)).hasToString(name);
        assertThat(ImageRef.isAmbiguous(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-v", "--all", "a//b", "a:b:c", "a b", "a\nb", "a/../b", "ns/img@sha256:ab"})
    void what_is_no_name(String name) {
        assertThat(ImageRef.isValid(name)).isFalse();
        assertThatThrownBy(() -> new ImageRef(name)).hasMessageContaining("not an image reference");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d95",
                "cafe",
                "0123456789ab",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "dir:etc",
                "oci-archive:x",
                "containers-storage:x",
            })
    void what_an_engine_reads_otherwise(String name) {
        assertThat(ImageRef.isAmbiguous(name)).isTrue();
    }
}
