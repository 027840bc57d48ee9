package cc.drycc.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.cli.http.Json;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher as a process of its own, with a home of its own. */
class DryccIT {

    private static final Path LAUNCHER = launcher();

    @TempDir
    private Path temporary;

    private Path home;

    /** How a process ended. */
    private record End(int code, String out, String err) {}

    private static Path launcher() {
        var module = Path.of("").toAbsolutePath();
        return module.resolveSibling("bin/drycc");
    }

    @BeforeEach
    void makeHome() throws IOException {
        assumeTrue(
                Files.exists(LAUNCHER.resolveSibling("../cli/target/dist/cli-0.1.0.jar")),
                "the jar of the command is not built; run: mvn -pl cli -am package");
        home = Files.createDirectories(temporary.resolve("home"));
    }

    private ProcessBuilder process(Map<String, String> variables, List<String> argv) {
        var builder = new ProcessBuilder(argv).directory(home.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("DRYCC_.*|LC_.*|LANG.*|NO_COLOR|JDK_JAVA_OPTIONS"));
        builder.environment().putAll(Map.of("HOME", home.toString(), "LANG", "C.UTF-8"));
        builder.environment().putAll(variables);
        return builder.redirectOutput(temporary.resolve("out").toFile())
                .redirectError(temporary.resolve("err").toFile());
    }

    private End end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(60, SECONDS)).as("it ends").isTrue();
        return new End(process.exitValue(), read("out"), read("err"));
    }

    private String read(String file) throws IOException {
        return Files.readString(temporary.resolve(file), StandardCharsets.UTF_8);
    }

    private End run(Map<String, String> variables, String... argv) throws IOException, InterruptedException {
        return end(process(variables, List.of(argv)).start());
    }

    private static String[] launched(String... words) {
        var argv = new ArrayList<>(List.of(LAUNCHER.toString()));
        argv.addAll(List.of(words));
        return argv.toArray(String[]::new);
    }

    private End drycc(String... words) throws IOException, InterruptedException {
        return run(Map.of(), launched(words));
    }

    /** A shell line in which {@code "$D"} is the launcher. */
    private End shell(Map<String, String> variables, String line) throws IOException, InterruptedException {
        return run(variables, "sh", "-c", "D=$1; " + line, "sh", LAUNCHER.toString());
    }

    @Test
    void no_words_help_and_version() throws Exception {
        var none = drycc();
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).startsWith("The Drycc command-line client issues");
        assertThat(drycc("help")).isEqualTo(new End(0, none.err(), ""));
        assertThat(drycc("version")).isEqualTo(new End(0, "v0.1.0\n", ""));
    }

    @Test
    void unknown_command_suggests_the_nearest() throws Exception {
        assertThat(drycc("lgoin", "http://x"))
                .isEqualTo(
                        new End(
                                2,
                                "",
                                "Error: unknown command \"lgoin\"; did you mean \"login\"?\nUse `drycc help` to see all commands\n"));
    }

    @Test
    void logs_in_asks_and_keeps_results_and_errors_apart() throws Exception {
        try (var controller = new CannedController()) {
            controller.on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")));
            controller.on("GET /v2/apps/", Wire.page(Wire.app("hello")));
            var login = shell(Map.of(), "umask 000; echo hunter2 | \"$D\" login " + controller.url() + " -u demo");
            var profile = home.resolve(".drycc/client.json");
            assertThat(login)
                    .isEqualTo(new End(
                            0, "Logged in as demo\nConfiguration file written to " + profile + "\n", "password: "));
            assertThat(Files.getPosixFilePermissions(profile)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(profile.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            var apps = drycc("apps", "-o", "json");
            assertThat(Json.parse(apps.out()).path("results")).hasSize(1);
            assertThat(apps.err()).isEmpty();
            assertThat(run(Map.of("DRYCC_PROFILE", "other"), launched("whoami")))
                    .isEqualTo(new End(
                            1,
                            "",
                            "Error: nobody is logged in (" + home.resolve(".drycc/other.json")
                                    + "); use: drycc login <controller>\n"));
        }
    }

    private Map<String, String> withPlugin(String name, String script) throws IOException {
        var plugins = Files.createDirectories(temporary.resolve("plugins"));
        var file = Files.writeString(plugins.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", plugins + ":" + System.getenv("PATH"));
    }

    @Test
    void an_unknown_command_runs_the_plugin_of_that_name() throws Exception {
        var path = withPlugin("drycc-accounts", "printf '<%s>' \"$@\"; cat; echo oops >&2; exit 7");
        var list = new End(7, "<list>typed\n", "oops\n");
        assertThat(shell(path, "echo typed | \"$D\" accounts list")).isEqualTo(list);
        assertThat(shell(path, "echo typed | \"$D\" accounts:list")).isEqualTo(list);
        assertThat(shell(path, "echo typed | \"$D\" --debug accounts list")).isEqualTo(list);
        assertThat(shell(path, "\"$D\" accounts list --debug 'a b' --help </dev/null"))
                .isEqualTo(new End(7, "<list><--debug><a b><--help>", "oops\n"));
        assertThat(shell(path, "\"$D\" help accounts </dev/null")).isEqualTo(new End(7, "<--help>", "oops\n"));
    }

    @Test
    void a_plugin_learns_who_is_logged_in_where() throws Exception {
        Desk.in(temporary).loggedInAt("http://127.0.0.1:9");
        var path = withPlugin("drycc-look", "env | grep ^DRYCC_ | sort");
        assertThat(shell(path, "DRYCC_DRINK_OF_CHOICE=tea \"$D\" -a hello look"))
                .isEqualTo(new End(0, """
                                DRYCC_APP=hello
                                DRYCC_CONTROLLER_URL=http://127.0.0.1:9
                                DRYCC_DRINK_OF_CHOICE=tea
                                DRYCC_PROFILE=%s
                                DRYCC_RESPONSE_LIMIT=0
                                DRYCC_SSL_VERIFY=true
                                DRYCC_TOKEN=token-of-dev
                                DRYCC_USERNAME=dev
                                """.formatted(home.resolve(".drycc/client.json")), ""));
        var other = home.resolve(".drycc/other.json");
        assertThat(shell(path, "\"$D\" -c other look")).isEqualTo(new End(0, "DRYCC_PROFILE=" + other + "\n", ""));
    }

    @Test
    void a_plugin_cannot_take_the_place_of_a_command_or_lie_elsewhere() throws Exception {
        var path = withPlugin("drycc-version", "echo mine");
        assertThat(run(path, launched("version"))).isEqualTo(new End(0, "v0.1.0\n", ""));
        assertThat(run(path, launched("../drycc-version")).code()).isEqualTo(2);
        Files.writeString(temporary.resolve("plugins/drycc-plain"), "#!/nonexistent/shell");
        assertThat(run(path, launched("plain")).err()).startsWith("Error: unknown command \"plain\"");
        Files.setPosixFilePermissions(
                temporary.resolve("plugins/drycc-plain"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run(path, launched("plain"))).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).startsWith("Error: cannot run ");
        });
    }

    @Test
    void ctrl_c_lets_a_plugin_end_in_its_own_way() throws Exception {
        var path = withPlugin(
                "drycc-slow", "trap 'echo bye; exit 3' INT; echo ready; while :; do read -r _ || exit 1; done");
        var argv = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        argv.addAll(List.of(launched("slow")));
        var process = process(path, argv).start();
        await().atMost(Duration.ofSeconds(30)).until(() -> read("out").equals("ready\n"));
        // to the whole group, as a terminal does it
        new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
        assertThat(end(process)).isEqualTo(new End(3, "ready\nbye\n", ""));
    }

    @Test
    void unreachable_server_is_one_line() throws Exception {
        Desk.in(temporary).loggedInAt("http://127.0.0.1:9");
        assertThat(drycc("apps", "list"))
                .isEqualTo(
                        new End(
                                1,
                                "",
                                "Error: cannot reach the controller at http://127.0.0.1:9; is it running, and is this its address?\n"));
    }

    @Test
    void other_letters_survive_every_locale() throws Exception {
        var value = "é€😀";
        try (var controller = new CannedController()) {
            controller.on("POST /v2/apps/hello/config/", Wire.json(Wire.config(Map.of("KEY", value))));
            Desk.in(temporary).loggedInAt(controller.url());
            for (var locale : List.of("C", "POSIX", "", "en_US.ISO-8859-1", "C.UTF-8")) {
                var said = run(Map.of("LANG", locale), launched("config", "set", "KEY=" + value, "-a", "hello"));
                assertThat(said.out()).as(locale).contains("\nKEY: " + value + "\n");
                var sent = Json.parse(controller.lastAsked().body());
                assertThat(sent.path("values").path("KEY").asString())
                        .as(locale)
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws Exception {
        Desk.in(temporary).loggedInAt("http://127.0.0.1:9");
        var said = shell(Map.of(), "\"$D\" config set \"KEY=$(printf 'a\\377b')\" -a hello");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith("Error: the value of KEY is not UTF-8 text");
    }

    @Test
    void a_reader_that_goes_away_is_no_error() throws Exception {
        var said = shell(Map.of(), "\"$D\" help | head -n 1");
        assertThat(said)
                .isEqualTo(new End(0, "The Drycc command-line client issues API calls to a Drycc controller.\n", ""));
    }

    @Test
    void ctrl_c_ends_a_follow_with_130_and_no_noise() throws Exception {
        var over = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("one line\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        try {
            Desk.in(temporary)
                    .loggedInAt("http://127.0.0.1:" + server.getAddress().getPort());
            // a test run started in a shell's background ignores Ctrl-C, and so would its children
            var argv = new ArrayList<>(List.of("env", "--default-signal=INT"));
            argv.addAll(List.of(launched("logs", "-f", "-a", "hello")));
            var process = process(Map.of(), argv).start();
            await().atMost(Duration.ofSeconds(30)).until(() -> read("out").equals("one line\n"));
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(end(process)).isEqualTo(new End(130, "one line\n", ""));
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    @Test
    void no_colours_where_none_are_wanted() throws Exception {
        for (var words : List.of("help", "help config", "help apps create", "crate", "login")) {
            var said = run(Map.of("TERM", "xterm-256color"), launched(words.split(" ")));
            assertThat(said.out() + said.err()).as(words).doesNotContain("\u001b");
        }
    }

    /** On a terminal, made by {@code script}. */
    @Test
    void no_color_is_respected_on_a_terminal() throws Exception {
        var script = shell(Map.of(), "command -v script");
        assumeTrue(script.code() == 0, "there is no script(1) to make a terminal with");
        var said = shell(
                Map.of("NO_COLOR", "1", "TERM", "xterm-256color"),
                "script -qec \"$D help config; $D crate; $D login\" /dev/null </dev/null");
        assertThat(said.out())
                .contains("Manage environment variables", "Error: unknown command")
                .doesNotContain("\u001b[");
    }

    /** On a terminal of 50 columns; in a file the table is as wide as it is. */
    @Test
    void tables_fit_the_terminal() throws Exception {
        assumeTrue(shell(Map.of(), "command -v script").code() == 0, "there is no script(1) to make a terminal with");
        try (var controller = new CannedController()) {
            controller.on("GET /v2/apps/", Wire.page(Wire.app("hello")));
            Desk.in(temporary).loggedInAt(controller.url());
            var narrow = shell(Map.of(), "script -qec \"stty cols 50; $D apps\" /dev/null </dev/null");
            assertThat(narrow.out()).contains("hello", "…");
            assertThat(narrow.out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(50));
            var file = drycc("apps");
            assertThat(file.out()).doesNotContain("…");
            assertThat(file.out().lines())
                    .anySatisfy(line -> assertThat(line.length()).isGreaterThan(50));
        }
    }

    private static final String IN_BASH = """
            compopt() { :; } # there is none outside of a completion
            source "$1/completion"
            COMP_WORDS=("${@:2}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $(complete -p drycc | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String IN_ZSH = """
            autoload -U compinit && compinit -u -d "$1/zdump" && source "$1/completion" || exit 1
            COMP_WORDS=("${@:2}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            print -r -- ${_comps[drycc]}
            """;

    private static final String IN_FISH = "source $argv[1]/completion; complete -C (string join -- ' ' $argv[2..-1])";

    private List<String> completed(String shell, String script, String words) throws Exception {
        Files.writeString(
                temporary.resolve("completion"), drycc("completion", shell).out());
        var argv = new ArrayList<>(List.of(shell));
        argv.addAll(List.of("-c", script));
        if (!shell.equals("fish")) {
            argv.add(shell);
        }
        argv.add(temporary.toString());
        argv.addAll(List.of(words.split(" ", -1)));
        var said = run(Map.of("TERM", "dumb"), argv.toArray(String[]::new));
        assertThat(said.err()).isEmpty();
        return said.out().lines().map(line -> line.split("\t")[0].strip()).toList();
    }

    @Test
    void bash_completes_words_and_flags() throws Exception {
        assertThat(completed("bash", IN_BASH, "drycc ap")).containsExactly("apps");
        assertThat(completed("bash", IN_BASH, "drycc apps ")).contains("create", "destroy", "transfer");
        assertThat(completed("bash", IN_BASH, "drycc apps create --no")).containsExactly("--no-remote");
        assertThat(completed("bash", IN_BASH, "drycc create --no")).containsExactly("--no-remote");
        assertThat(completed("bash", IN_BASH, "drycc info --no")).containsExactly("");
    }

    @Test
    void zsh_takes_the_script() throws Exception {
        assumeTrue(shell(Map.of(), "command -v zsh").code() == 0, "there is no zsh here");
        assertThat(completed("zsh", IN_ZSH, "drycc ap"))
                .singleElement()
                .asString()
                .contains("_complete_drycc");
    }

    @Test
    void fish_completes_words_and_flags() throws Exception {
        assumeTrue(shell(Map.of(), "command -v fish").code() == 0, "there is no fish here");
        assertThat(completed("fish", IN_FISH, "drycc ap")).containsExactly("apps");
        assertThat(completed("fish", IN_FISH, "drycc apps ")).contains("create", "destroy", "transfer");
        assertThat(completed("fish", IN_FISH, "drycc -a hello apps cr")).containsExactly("create");
        assertThat(completed("fish", IN_FISH, "drycc apps create --no")).containsExactly("--no-remote");
        assertThat(completed("fish", IN_FISH, "drycc create --no")).containsExactly("--no-remote");
        assertThat(completed("fish", IN_FISH, "drycc apps -o ya")).containsExactly("yaml");
        assertThat(completed("fish", IN_FISH, "drycc info --no")).doesNotContain("--no-remote");
    }

    @Test
    void the_cache_is_used_and_made_again_when_the_jar_changes() throws Exception {
        drycc("version");
        var strict = Map.of("DRYCC_JAVA_OPTIONS", "-XX:AOTMode=on");
        assertThat(run(strict, launched("version"))).isEqualTo(new End(0, "v0.1.0\n", ""));
        var dist = LAUNCHER.resolveSibling("../cli/target/dist");
        var cache = dist.resolve("drycc.aot");
        var before = Files.getLastModifiedTime(cache);
        var jar = dist.resolve("cli-0.1.0.jar");
        Files.setLastModifiedTime(
                jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().minusSeconds(60)));
        assertThat(run(strict, launched("version"))).isEqualTo(new End(0, "v0.1.0\n", ""));
        assertThat(Files.getLastModifiedTime(cache)).isGreaterThan(before);
        assertThat(drycc("version").code()).isZero();
    }
}
