package cc.drycc.builder.slug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.imagebuilder.source.SourceRefused;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    @TempDir
    Path work;

    private Order of(Request request, Map<String, String> config) throws Exception {
        try (var source = request.source(work)) {
            return Order.of(source, config);
        }
    }

    @Test
    void the_app_wins_over_the_source_and_the_source_over_detection() throws Exception {
        var file = new Request().file(".buildpacks", "nodejs\r\n\n# and\n ./build/pack \n");

        assertThat(of(file, Map.of("BUILDPACK_URL", " python ")).names()).containsExactly("python");
        assertThat(of(file, Map.of("BUILDPACK_URL", "")).text()).isEqualTo("nodejs\n./build/pack\n");
        assertThat(of(new Request().file("x", ""), Map.of()).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/pack.git", "git@example.com:pack.git"})
    void no_address_is_fetched(String address) {
        assertThatThrownBy(() -> of(new Request().file(".buildpacks", address), Map.of()))
                .isInstanceOf(SourceRefused.class)
                .hasMessageStartingWith(".buildpacks: buildpacks are not fetched from an address");
        assertThatThrownBy(() -> of(new Request().file("x", ""), Map.of("BUILDPACK_URL", address)))
                .isInstanceOf(SourceRefused.class)
                .hasMessageStartingWith("BUILDPACK_URL: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "./../x", "./a/../b", "/etc", "a b", "$(id)", "-x", "./", "."})
    void only_names_and_paths_inside_are_taken(String name) {
        assertThatThrownBy(() -> of(new Request().file(".buildpacks", name), Map.of()))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("must name buildpacks of the stack");
    }

    @Test
    void there_are_not_too_many() {
        assertThatThrownBy(() -> of(new Request().file(".buildpacks", "python\n".repeat(21)), Map.of()))
                .isInstanceOf(SourceRefused.class)
                .hasMessage(".buildpacks names more than 20 buildpacks");
    }
}
