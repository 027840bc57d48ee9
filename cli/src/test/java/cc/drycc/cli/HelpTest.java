package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Help pages read as those of the user guide (seed 4.1, 5.6). */
class HelpTest {

    @TempDir
    private Path temporary;

    private String page(String... words) {
        var said = Desk.in(temporary).drycc(words);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        return said.out();
    }

    @Test
    void overview() {
        assertThat(page("help"))
                .startsWith("The Drycc command-line client issues API calls to a Drycc controller.\n")
                .contains(
                        "Usage: drycc <command> [<args>...]\n",
                        "Subcommands, use `drycc help [subcommand]` to learn more::")
                .isEqualTo(page("--help"))
                .isEqualTo(page("-h"));
    }

    @Test
    void every_first_word_is_in_the_overview() {
        var overview = page("help");
        assertThat(CommandTree.firstWords()
                        .filter(word -> !List.of("auth", "help").contains(word)))
                .allSatisfy(word -> assertThat(overview).containsPattern("\n  " + word + " +[a-z]"));
    }

    @Test
    void apps_as_in_the_guide() {
        assertThat(page("help", "apps"))
                .startsWith("Valid commands for apps:\n\n")
                .containsPattern("\napps:create +create a new application\n")
                .containsPattern("\napps:transfer +transfer app ownership to another user\n")
                .endsWith("\n\nUse `drycc help [command]` to learn more\n");
    }

    @Test
    void a_group_as_in_the_guide() {
        assertThat(page("help", "config"))
                .startsWith("""
                        Manage environment variables that define app config

                        Usage:
                          drycc config [flags]
                          drycc config [command]

                        Available Commands:
                          attach   Selects environment groups to attach an app ptype
                          detach   Selects environment groups to detach an app ptype
                          info     An app config info
                          pull     Pull environment variables to the path
                          push     Push environment variables from the path
                          set      Set environment variables for an app
                          unset    Unset environment variables for an app

                        Flags:
                          -a, --app string       The uniquely identifiable name for the application\
                        """)
                .contains("  -g, --group string     ", "  -p, --ptype string     ", "  -v, --version string   ")
                .containsPattern("\n\nGlobal Flags:\n  -c, --config string +Profile: ")
                .endsWith("\nUse \"drycc config [command] --help\" for more information about a command.\n")
                .isEqualTo(page("config", "--help"));
    }

    @Test
    void one_page_whichever_way_it_is_asked_for() {
        assertThat(page("help", "apps", "create"))
                .startsWith("Create a new application\n\nUsage:\n  drycc apps create [flags] [ID]\n")
                .isEqualTo(page("help", "apps:create"))
                .isEqualTo(page("help", "create"))
                .isEqualTo(page("create", "-h"))
                .isEqualTo(page("apps", "create", "--help"))
                .isEqualTo(page("apps:create", "x", "--help"));
    }

    @Test
    void every_page_says_what_each_flag_and_argument_is() {
        for (var group : List.of(
                "apps",
                "auth",
                "autodeploy",
                "autorollback",
                "autoscale",
                "builders",
                "builds",
                "config",
                "domains",
                "git",
                "healthchecks",
                "keys",
                "labels",
                "lifecycles",
                "limits",
                "perms",
                "ps",
                "pts",
                "registry",
                "releases",
                "routing",
                "tags",
                "timeouts",
                "tokens",
                "users")) {
            var names = page("help", group)
                    .lines()
                    .filter(line -> line.matches("(  [a-z]|apps:).*"))
                    .map(line -> line.strip().replaceFirst("^apps:", "").split(" ")[0])
                    .filter(word -> !word.equals("drycc"))
                    .toList();
            assertThat(names).isNotEmpty();
            for (var name : names) {
                var page = page("help", group, name);
                assertThat(page).contains("\nUsage:\n  drycc " + group + " " + name + " [flags]", "Global Flags:\n");
                assertThat(page.substring(0, 1)).isEqualTo(page.substring(0, 1).toUpperCase(Locale.ROOT));
                assertThat(page.lines().filter(line -> line.startsWith("  -") || line.startsWith("      --")))
                        .allSatisfy(line -> assertThat(line).containsPattern("--?[a-z-]+( string| int)? {3,}[A-Z]"));
            }
        }
    }
}
