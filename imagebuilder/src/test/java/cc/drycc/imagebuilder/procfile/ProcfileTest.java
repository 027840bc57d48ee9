package cc.drycc.imagebuilder.procfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cc.drycc.engine.ProcessType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Procfile may say (bad-inputs P01 to P07). */
class ProcfileTest {

    @Test
    void reads_the_seeds_example() throws Exception {
        var procfile = Procfile.parse("web: bundle exec ruby web.rb -p ${PORT:-5000}\nsleeper: sleep 900\n");

        assertThat(procfile.commands())
                .containsExactly(
                        Map.entry(ProcessType.WEB, "bundle exec ruby web.rb -p ${PORT:-5000}"),
                        Map.entry(new ProcessType("sleeper"), "sleep 900"));
    }

    @Test
    void accepts_crlf_byte_order_mark_comments_and_empty_lines() throws Exception {
        var procfile = Procfile.parse("\uFEFFweb: a\r\n\r\n# note\r\nworker-2:b: c\r\n");

        assertThat(procfile.toMap())
                .as("P04 CRLF and byte order mark")
                .containsExactly(Map.entry("web", "a"), Map.entry("worker-2", "b: c"));
    }

    @ParameterizedTest(name = "P02 {0}")
    @ValueSource(
            strings = {"a; rm -rf x && $(id)", "[ -f x ] && y", "{ a; b; }", "\"a b\"", "a\tb", "a # b", "%s {{x}} `id`"
            })
    void keeps_a_command_to_the_byte(String command) throws Exception {
        assertThat(Procfile.parse("web: " + command).toMap()).containsEntry("web", command);
        assertThat(Procfile.of(Map.of("web", command)).toMap()).containsEntry("web", command);
    }

    @Test
    void an_empty_one_declares_nothing() throws Exception {
        assertThat(Procfile.parse("\n# nothing\n").isEmpty()).isTrue();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("P01 no colon", "web", "line 1: expected \"<process type>: <command>\""),
                arguments("P01 no colon later", "web: a\n\nworker", "line 3: expected"),
                arguments("P01 empty", "web:", "line 1: web has no command"),
                arguments("P01 blank", "web:   \n", "line 1: web has no command"),
                arguments("P01 upper case", "Web: x", "line 1: \"Web\" is no process type"),
                arguments("P01 accent", "wéb: x", "line 1: \"wéb\" is no process type"),
                arguments("P01 blank in the name", "w b: x", "line 1: \"w b\" is no process type"),
                arguments("P01 no name", ": x", "line 1: \"\" is no process type"),
                arguments("P01 underscore", "a_b: x", "line 1: \"a_b\" is no process type"),
                arguments("P01 64 letters", "a".repeat(64) + ": x", "line 1: \"aaaa"),
                arguments("P01 run", "run: x", "line 1: \"run\" is reserved"),
                arguments("P07 list", "web: [a, b]", "line 1: the command must be plain text"),
                arguments("P07 map", "web: {a: b}", "line 1: the command must be plain text"),
                arguments("P07 twice", "web: a\nweb: b", "line 2: web is already declared on line 1"),
                arguments("P07 nested", "web:\n  command: x", "line 1: web has no command"),
                arguments("P07 indented", "  web: x", "line 1: expected"),
                arguments("P07 document", "---\nweb: x", "line 1: expected"),
                arguments("P04 NUL", "web: a\0b", "line 1: the command of web has a control character"),
                arguments("P04 NUL in the name", "w\0b: a", "line 1: \"w?b\" is no process type"),
                arguments("P04 escape", "web: a\u001b[2J", "line 1: the command of web has a control character"),
                arguments("P04 1 MiB", "web: " + "a".repeat(1 << 20), "line 1: the command of web is longer than"),
                arguments(
                        "P04 10,000 types",
                        IntStream.range(0, 10_000)
                                .mapToObj(n -> "t" + n + ": x")
                                .collect(Collectors.joining("\n")),
                        "more than 100 process types"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void says_which_line_is_wrong(String row, String text, String reason) {
        assertThatThrownBy(() -> Procfile.parse(text))
                .isInstanceOf(ProcfileProblem.class)
                .hasMessageStartingWith("Procfile")
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n", "\0", "\u001b");
    }

    static Stream<Map<?, ?>> brokenMaps() {
        return Stream.of(
                Collections.singletonMap("web", null),
                Map.of("web", ""),
                Map.of("web", " "),
                Map.of("web", 5),
                Map.of("web", List.of("a", "b")),
                Map.of("web", Map.of("a", "b")),
                Map.of("run", "x"),
                Map.of("Web", "x"),
                Map.of("web", "a\0b"),
                Map.of(5, "x"),
                many());
    }

    @ParameterizedTest
    @MethodSource("brokenMaps")
    void refuses_a_map_that_is_none(Map<?, ?> map) {
        assertThatThrownBy(() -> Procfile.of(map))
                .isInstanceOf(ProcfileProblem.class)
                .hasMessageStartingWith("Procfile");
    }

    @Test
    void a_map_goes_in_and_comes_out_in_order() throws Exception {
        var map = new LinkedHashMap<String, String>();
        Arrays.asList("web", "a", "clock").forEach(type -> map.put(type, "run " + type));

        assertThat(Procfile.of(map).toMap().entrySet()).containsExactlyElementsOf(map.entrySet());
    }

    private static Map<String, String> many() {
        var many = new HashMap<String, String>();
        IntStream.range(0, 101).forEach(n -> many.put("t" + n, "x"));
        return many;
    }
}
