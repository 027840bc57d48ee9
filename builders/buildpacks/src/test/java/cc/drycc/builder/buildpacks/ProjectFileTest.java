package cc.drycc.builder.buildpacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.source.Excluded;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFileTest {

    @Test
    void both_versions_of_the_descriptor_are_read() throws Exception {
        var second = ProjectFile.parse("""
                [_]
                schema-version = "0.2"
                [io.buildpacks]
                builder = "example/builder:1"
                exclude = ["*.md"]
                [[io.buildpacks.group]]
                id = "drycc/nodejs"
                version = "0.1.0"
                [[io.buildpacks.group]]
                id = "drycc/procfile"
                [[io.buildpacks.build.env]]
                name = "MODE"
                value = "fast"
                """);
        var first = ProjectFile.parse("""
                [build]
                builder = "example/builder:1"
                exclude = ["*.md"]
                [[build.buildpacks]]
                id = "drycc/nodejs"
                version = "0.1.0"
                [[build.buildpacks]]
                id = "drycc/procfile"
                [[build.env]]
                name = "MODE"
                value = "fast"
                """);

        assertThat(first).isEqualTo(second);
        assertThat(second.builder()).contains("example/builder:1");
        assertThat(second.env()).isEqualTo(Map.of("MODE", "fast"));
        assertThat(second.order()).contains("""
                [[order]]
                [[order.group]]
                id = "drycc/nodejs"
                version = "0.1.0"
                [[order.group]]
                id = "drycc/procfile"
                """);
    }

    @Test
    void what_cannot_be_used_is_refused() {
        assertRefused("[io.buildpacks\n", "project.toml line 1: this is no TOML");
        assertRefused("[io.buildpacks]\ninclude = [\"a\"]\n", "include is not supported");
        assertRefused("[[io.buildpacks.group]]\nuri = \"https://example.com/x.tgz\"\n", "named by its id");
        assertRefused("[[io.buildpacks.group]]\nid = \"x\\\"\\ninjected = true\"\n", "named by its id");
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> ProjectFile.parse(text))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void excluded_files_are_named_as_in_a_gitignore() throws Exception {
        var excluded = new Excluded("project.toml: exclude", List.of("*.md", "/top", "a/b/"));

        assertThat(List.of("x.md", "deep/x.md", "top", "a/b"))
                .allSatisfy(path -> assertThat(excluded.test(Path.of(path))).isTrue());
        assertThat(List.of("x.mdx", "deep/top", "b"))
                .allSatisfy(path -> assertThat(excluded.test(Path.of(path))).isFalse());
        assertThatThrownBy(() -> new Excluded("project.toml: exclude", List.of("!keep")))
                .isInstanceOf(SourceRefused.class);
        assertThatThrownBy(() -> new Excluded("project.toml: exclude", List.of("a{b")))
                .isInstanceOf(SourceRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, index.docker.io/library/busybox/latest",
        "drycc/run, index.docker.io/drycc/run/latest",
        "drycc/run:1, index.docker.io/drycc/run/1",
        "docker.io/drycc/run, index.docker.io/drycc/run/latest",
        "registry.drycc.cc/drycc/run:bookworm, registry.drycc.cc/drycc/run/bookworm",
        "localhost:5000/run, localhost:5000/run/latest",
    })
    void images_lie_where_the_lifecycle_looks_for_them(String image, String path) {
        assertThat(LayoutPath.of(new ImageRef(image))).isEqualTo(path);
    }
}
