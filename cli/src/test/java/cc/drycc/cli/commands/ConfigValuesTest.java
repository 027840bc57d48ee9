package cc.drycc.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.Desk;
import cc.drycc.cli.Wire;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values reach the controller byte for byte; names that cannot be are left to it, who knows the rule. */
class ConfigValuesTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "a=b=c==",
                " leading and trailing ",
                "line one\nline two\r\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE=\n-----END RSA PRIVATE KEY-----\n",
                "$(id) `id` ${X} %s %n {{x}} \\n \\",
                "\"double\" 'single'",
                "é € 😀",
                "\u0001\u001b[31m\u2028",
                "@/etc/passwd",
                "--password",
            })
    void any_value_arrives_as_it_is(String value) {
        try (var controller = new CannedController()
                .on("POST /v2/apps/hello/config/", Wire.json(Wire.config(Map.of("KEY", value))))) {
            var said = Desk.in(temporary)
                    .loggedInAt(controller.url())
                    .drycc("config", "set", "KEY=" + value, "-a", "hello");
            var sent = Json.parse(controller.lastAsked().body()).path("values");
            assertThat(sent.path("KEY").asString()).isEqualTo(value);
            assertThat(sent).hasSize(1);
            assertThat(said.out()).isEqualTo("Creating config... done\n=== hello\nKEY: " + value + "\n");
        }
    }

    @Test
    void a_file_is_not_read_for_an_at_sign() {
        try (var controller =
                new CannedController().on("POST /v2/apps/hello/config/", Wire.json(Wire.config(Map.of())))) {
            var said = Desk.in(temporary)
                    .loggedInAt(controller.url())
                    .drycc("config", "set", "@/etc/passwd", "-a", "hello");
            assertThat(said.err()).startsWith("Error: argument 1 does not match the pattern 'key=var'");
            assertThat(controller.asked()).isEmpty();
        }
    }

    @Test
    void of_a_name_given_twice_the_last_counts() {
        assertThat(KeyValues.of(List.of("A=1", "B=2", "A=3"), "key=var", "MODE=test"))
                .containsExactly(Map.entry("A", "3"), Map.entry("B", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A B", "1 BAD KEY", "é", "A\nB", "a.b-c"})
    void names_are_the_controllers_business(String name) {
        assertThat(KeyValues.of(List.of(name + "=x"), "key=var", "MODE=test")).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=", "=x"})
    void no_name_no_value(String pair) {
        assertThatThrownBy(() -> KeyValues.of(List.of("OK=1", pair), "key=var", "MODE=test"))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("argument 2 does not match the pattern 'key=var', ex: MODE=test");
    }

    @Test
    void bytes_that_were_not_text_are_refused_instead_of_changed() {
        assertThatThrownBy(() -> KeyValues.of(List.of("KEY=a\uFFFDb"), "key=var", "MODE=test"))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("the value of KEY is not UTF-8 text; encode it first, with base64 for example");
    }
}
