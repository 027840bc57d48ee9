package cc.drycc.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBuildersTest {

    @TempDir
    Path work;

    private final ImageBuilders all = builders("container", "buildpack", "slug");

    @ParameterizedTest
    @CsvSource({
        "Dockerfile, container",
        "Procfile, buildpack",
        ".pack-builder, buildpack",
        "project.toml, buildpack",
        "Dockerfile Procfile project.toml, container",
        "slug.toml, slug"
    })
    void looks_at_the_source(String files, String builder) throws Exception {
        assertThat(choose(all, files, Map.of())).isEqualTo(builder);
    }

    @Test
    void the_app_decides_before_the_platform_before_the_source() throws Exception {
        var platform = new ImageBuilders(
                List.of(ScriptedBuilder.named("container"), ScriptedBuilder.named("slug")), Optional.of("slug"));

        assertThat(choose(platform, "Dockerfile", Map.of())).isEqualTo("slug");
        assertThat(choose(platform, "Dockerfile", Map.of("DRYCC_STACK", "container")))
                .isEqualTo("container");
        assertThat(choose(platform, "Dockerfile", Map.of("DRYCC_STACK", " "))).isEqualTo("slug");
    }

    @Test
    void an_unknown_stack_is_an_error_not_ignored() {
        assertRefused(all, "Dockerfile", Map.of("DRYCC_STACK", "contaner"))
                .hasMessage("DRYCC_STACK=contaner: this platform has no such builder; "
                        + "there is: container, buildpack, slug");
        assertRefused(all, "Dockerfile", Map.of("DRYCC_STACK", "\u001b[2J")).hasMessageNotContaining("\u001b");
    }

    @Test
    void says_what_is_missing() {
        assertRefused(all, "README", Map.of())
                .hasMessage("No Dockerfile, Procfile, .pack-builder or project.toml at the top of the source");
        assertRefused(all, "app/Dockerfile", Map.of())
                .as("T13")
                .hasMessageEndingWith("; there is one at app/Dockerfile, move it to the top");
        assertRefused(builders("container"), "Procfile", Map.of())
                .hasMessage(
                        "Found a Procfile and no Dockerfile, but this platform has no buildpack builder: add a Dockerfile");
    }

    @Test
    void wiring_mistakes_show_at_the_start() {
        assertThatThrownBy(() -> builders("container", "container")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageBuilders(List.of(), Optional.of("slug")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DRYCC_STACK=slug");
    }

    private static ImageBuilders builders(String... names) {
        List<ImageBuilder> builders = Arrays.stream(names)
                .map(name -> (ImageBuilder) ScriptedBuilder.named(name))
                .toList();
        return new ImageBuilders(builders, Optional.empty());
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
            ImageBuilders builders, String files, Map<String, String> config) {
        return assertThatThrownBy(() -> choose(builders, files, config)).isInstanceOf(SourceRefused.class);
    }

    private String choose(ImageBuilders builders, String files, Map<String, String> config) throws Exception {
        var content = Arrays.stream(files.split(" ")).collect(Collectors.toMap(name -> name, name -> "x"));
        try (var source = Source.unpack(new ByteArrayInputStream(Sources.of(content)), work, ExtractLimits.DEFAULT)) {
            return builders.choose(source, config).name();
        }
    }
}
