package cc.drycc.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTest {

    @Test
    void reads_well() {
        assertThat(Yaml.of(Json.parse("""
                        {"count": 2, "results": [{"id": "hello", "owner": "dev", "tags": []}, {"id": "2", "up": true, "build": null}]}
                        """))).isEqualTo("""
                        count: 2
                        results:
                        - id: hello
                          owner: dev
                          tags: []
                        - id: "2"
                          up: true
                          build: null
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yes",
                "No",
                "~",
                "null",
                "12",
                "1e3",
                "0x1f",
                "0o17",
                "12:30:45",
                "2026-11-21",
                "1_000",
                "a: b",
                "- a",
                "# a",
                "a #b",
                "'",
                "\"",
                "\\n",
                "two\nlines\n",
                "\ttab",
                "é€😀",
                "\u0007",
                "{}",
                "[a]",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "---",
                "...",
                "?",
                ",",
                "a\r\nb",
                "\u2028",
                "\uFEFF",
            })
    void every_text_comes_back(String text) {
        var json = Json.object().put("a", text);
        var yaml = Yaml.of(json);
        assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                .isEqualTo(Json.plain(json));
    }

    @Test
    void words_that_older_readers_take_for_something_else_are_quoted() {
        for (var word :
                new String[] {"yes", "NO", "on", "Off", "y", "n", "12:30", "2026-11-21T03:04:05Z", "010", "1_0"}) {
            assertThat(Yaml.of(Json.object().put("a", word))).isEqualTo("a: \"" + word + "\"\n");
        }
        assertThat(Yaml.of(Json.object().put("a", "yesterday"))).isEqualTo("a: yesterday\n");
    }
}
