package cc.drycc.imagebuilder.dryccpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DryccPathJsonTest {

    private static final Map<String, Object> WEB = Map.of("kind", "pipeline", "ptype", "web", "deploy", Map.of());

    @Test
    void the_least_there_can_be() throws Exception {
        var path = DryccPath.of(Map.of("pipeline", Map.of("web.yaml", WEB)));

        assertThat(path.toMap()).isEqualTo(Map.of("pipeline", Map.of("web.yaml", WEB)));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of(), ".drycc: there is no pipeline in it; add one, such as .drycc/web.yaml"),
                Arguments.of(
                        Map.of("pipelines", Map.of()),
                        ".drycc: pipelines: there is no such field; there is config, pipeline"),
                Arguments.of(
                        Map.of("pipeline", List.of()),
                        ".drycc: pipeline: a map of fields is needed, {} for an empty one"),
                Arguments.of(Map.of("pipeline", Map.of("web.yaml", "x")), ".drycc/web.yaml: a map of fields is needed"),
                Arguments.of(
                        Map.of("pipeline", Collections.singletonMap("web.yaml", null)),
                        ".drycc/web.yaml: a map of fields is needed"),
                Arguments.of(
                        Map.of("pipeline", Map.of("web.yaml", Map.of())),
                        ".drycc/web.yaml: kind: this field is needed"),
                Arguments.of(
                        Map.of("pipeline", Map.of("../x.yaml", WEB)),
                        ".drycc/../x.yaml: the name of a pipeline can only have a-z, 0-9, single hyphens and dots inside"),
                Arguments.of(
                        Map.of("pipeline", Map.of("a.yaml", WEB, "b.yaml", WEB)),
                        ".drycc/b.yaml: ptype: Pipeline's ptype must be unique; .drycc/a.yaml has web already"),
                Arguments.of(
                        with("config", Map.of("..", Map.of("A", "1"))),
                        ".drycc/config/..: a group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them"),
                Arguments.of(
                        with("config", Map.of("../x", Map.of("A", "1"))),
                        ".drycc/config/../x: a group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them"),
                Arguments.of(with("config", Map.of("a", "A=1")), ".drycc/config/a: a map of fields is needed"),
                Arguments.of(
                        with("config", Map.of("a", Map.of("A", List.of()))),
                        ".drycc/config/a: A: the value must be a text; put it in quotes"),
                Arguments.of(
                        with("config", Map.of("a", Map.of("A", "x\0y"))),
                        ".drycc/config/a: A: the value must be a text; put it in quotes"),
                Arguments.of(
                        with("config", Map.of("a", Map.of("", "x"))),
                        ".drycc/config/a: a name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 255 of them"),
                Arguments.of(
                        Map.of("pipeline", Map.of("web.yaml", web("deploy", Map.of("args", Arrays.asList("a", null))))),
                        ".drycc/web.yaml: deploy.args[1]: a text is needed; put it in quotes"),
                Arguments.of(
                        Map.of("pipeline", Map.of("web.yaml", web("deploy", Map.of("command", List.of("a\0"))))),
                        ".drycc/web.yaml: deploy.command[0]: a NUL character has no place in it"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_wrong_is_told_with_its_file_and_field(Map<String, Object> json, String message) {
        assertThatThrownBy(() -> DryccPath.of(json))
                .isInstanceOf(DryccPathProblem.class)
                .hasMessage(message);
    }

    private static Map<String, Object> with(String name, Object value) {
        return Map.of("pipeline", Map.of("web.yaml", WEB), name, value);
    }

    private static Map<String, Object> web(String name, Object value) {
        var web = new java.util.HashMap<>(WEB);
        web.put(name, value);
        return web;
    }
}
