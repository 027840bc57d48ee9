package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line that makes no sense: exit code 2, what is wrong, where to read on; nobody is asked anything. */
class UsageTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "crate | unknown command \"crate\"; did you mean \"create\"? | drycc help",
                "lgos | unknown command \"lgos\"; did you mean \"logs\"? | drycc help",
                "rel | unknown command \"rel\"; did you mean \"releases\"? | drycc help",
                "frobnicate | unknown command \"frobnicate\" | drycc help",
                "apps lst | unknown command \"lst\"; did you mean \"list\"? | drycc help",
                "apps:lst | unknown command \"lst\"; did you mean \"list\"? | drycc help",
                "help crate | unknown command \"crate\"; did you mean \"create\"? | drycc help",
                "help apps crate | unknown command \"crate\"; did you mean \"create\"? | drycc help",
                "auth | Missing required subcommand | drycc help auth",
                "login | Missing required parameter: 'CONTROLLER' | drycc help auth login",
                "login http:/// | that is not the address of a controller; it looks like http://drycc.example.com | drycc help auth login",
                "login ftp://x | that is not the address of a controller; it looks like http://drycc.example.com | drycc help auth login",
                "apps create --no-remot | unknown flag --no-remot; did you mean --no-remote? | drycc help apps create",
                "config set | Missing required parameter: 'NAME=VALUE' | drycc help config set",
                "config set A=1 =x | argument 2 does not match the pattern 'key=var', ex: MODE=test | drycc help config set",
                "config unset A=1 | give names without values, ex: drycc config unset MODE | drycc help config unset",
                "scale web | argument 1 does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "scale web=-1 | 'web=-1' does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "scale web=1.5 | 'web=1.5' does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "scale web= | 'web=' does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "scale web=two | 'web=two' does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "scale web=2147483648 | 'web=2147483648' does not match the pattern 'type=num', ex: web=2 | drycc help ps scale",
                "run | Missing required parameter: '-- COMMAND' | drycc help apps run",
                "run -t 1h -- ls | Invalid value for option '--timeout': '1h' is not an int | drycc help apps run",
                "rollback v0x2 | v0x2 is not in the form 'v#' | drycc help releases rollback",
                "releases info latest | latest is not in the form 'v#' | drycc help releases info",
                "logs -n 0 | --lines takes a number of lines, 1 or more | drycc help apps logs",
                "logs -n x | Invalid value for option '--lines': 'x' is not an int | drycc help apps logs",
                "apps list --limit=-1 | --limit takes a number of rows, 1 or more | drycc help apps list",
                "info extra | there are more arguments than the command takes | drycc help apps info",
                "info -a ../admin | \"../admin\" is not the name of an app: lower-case letters, digits and hyphens | drycc help apps info",
                "info -a Shop | \"Shop\" is not the name of an app: lower-case letters, digits and hyphens | drycc help apps info",
                "whoami -o yml | Invalid value for option '--output': expected one of [TEXT, JSON, YAML] (case-insensitive) but was 'yml' | drycc help auth whoami",
            })
    void wrong(String words, String message, String help) {
        var said = Desk.in(temporary).loggedInAt("http://127.0.0.1:9").drycc(words.split(" "));
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("Error: " + message + "\nUse `" + help + "` to ");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @Test
    void an_empty_app_name_is_none() {
        var said = Desk.in(temporary).loggedInAt("http://127.0.0.1:9").drycc("destroy", "-a", "", "--confirm", "");
        assertThat(said.err()).startsWith("Error: \"\" is not the name of an app");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @Test
    void an_empty_command_is_not_run() {
        var said = Desk.in(temporary).loggedInAt("http://127.0.0.1:9").drycc("run", "-a", "hello", "--", " ");
        assertThat(said.err()).startsWith("Error: what is to be run? ex: drycc run -- 'ls -l'\n");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @Test
    void no_words_at_all_show_the_overview_as_an_error() {
        var said = Desk.in(temporary).drycc();
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("The Drycc command-line client issues API calls to a Drycc controller.\n");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login http://x --pasword=hunter2",
                "login http://x -u --password=hunter2",
                "login http://x eve hunter2",
                "login http://eve:hunter2@x",
                "login --password=hunter2",
                "register http://x --password=hunter2 --mail",
                "config set hunter2",
                "config set =hunter2",
                "config unset A=hunter2",
                "-c /nonexistent.json config set A=hunter2 -a x",
                "login http://127.0.0.1:9 --username=eve --password=hunter2",
            })
    void what_may_be_secret_is_never_repeated(String words) {
        var said = Desk.in(temporary).drycc(words.split(" "));
        assertThat(said.out() + said.err()).doesNotContain("hunter2");
        assertThat(said.exitCode()).isIn(1, 2);
    }
}
