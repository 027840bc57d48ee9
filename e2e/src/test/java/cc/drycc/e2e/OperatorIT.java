package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does with {@code bin/workflow}, and gets to read. */
class OperatorIT {

    private static final Pattern PASSWORD =
            Pattern.compile("Administrator: admin, password: ([0-9a-f]{24}) \\(shown only this once\\)");

    private final Platform platform = Platform.notStarted(Map.of());

    @AfterEach
    void gone() {
        platform.close();
    }

    @Test
    void the_first_administrator_is_told_once_and_can_log_in() throws IOException {
        var up = platform.up().ok().out();

        var told = PASSWORD.matcher(up);
        assertThat(told.find()).as(up).isTrue();
        assertThat(up)
                .contains("API:  http://drycc.localhost:" + platform.httpPort())
                .contains("ssh://git@localhost:" + platform.sshPort() + "/APP.git");
        assertThat(Person.loggedIn(platform, "admin", told.group(1))
                        .drycc("whoami")
                        .ok()
                        .out())
                .contains("You are admin");
        assertThat(platform.up().ok().out())
                .startsWith("Drycc Workflow already runs.")
                .doesNotContain("password");
        assertThat(platform.workflow("restart").ok().out()).doesNotContain("password");
        try (var files = Files.walk(platform.home())) {
            var holders = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(platform.home().resolve("engine")))
                    .filter(file -> holds(file, told.group(1)))
                    .toList();
            assertThat(holders).as("files that hold the password in clear").isEmpty();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void up_status_down_and_wipe() throws IOException {
        assertThat(platform.workflow("status")).satisfies(status -> {
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("down; start it with: bin/workflow up --home " + platform.home());
        });
        assertThat(platform.workflow("settings").ok().out())
                .startsWith("It does not run.")
                .containsPattern("DRYCC_HTTP_PORT +8080  \\(default\\)\n");
        platform.up().ok();
        assertThat(platform.workflow("settings").ok().out())
                .startsWith("In force:")
                .containsPattern("DRYCC_HTTP_PORT +" + platform.httpPort() + "\n")
                .containsPattern("REGISTRATION_MODE +admin_only  \\(default\\)\n")
                .containsPattern("DRYCC_DATABASE_URL +-  \\(default\\)\n");

        assertThat(platform.workflow("status").ok().out())
                .contains("in " + platform.home())
                .containsPattern("State:  up for \\d+ s, pid " + platform.serverPid())
                .contains("Roles:  controller, gitserver, imagebuilder, deployer, edge")
                .contains("Engine: " + platform.engineUrl())
                .containsPattern("Memory: server \\d+ MB, PostgreSQL \\d+ MB");
        assertThat(platform.workflow("doctor").ok().out()).doesNotContain("WRONG");
        assertThat(platform.workflow("logs").ok().out()).contains("event=ready");
        assertThat(Files.getPosixFilePermissions(platform.home()))
                .hasToString(java.util.EnumSet.of(
                                java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                                java.nio.file.attribute.PosixFilePermission.OWNER_WRITE,
                                java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE)
                        .toString());

        platform.down().ok();
        assertThat(platform.workflow("status").exitCode()).isEqualTo(1);
        assertThat(platform.down().exitCode()).isZero();

        assertThat(platform.workflow("wipe"))
                .as("nobody confirmed")
                .satisfies(wipe -> {
                    assertThat(wipe.exitCode()).isEqualTo(1);
                    assertThat(wipe.err()).isEqualTo("Error: not confirmed; nothing was removed\n");
                })
                .satisfies(wipe -> assertThat(platform.home()).exists());
        platform.up().ok();
        var engine = Path.of(platform.engineUrl().substring("unix://".length())).getParent();
        platform.workflow("wipe", "--yes").ok();
        assertThat(platform.home()).doesNotExist();
        assertThat(engine).doesNotExist();
        assertThat(processesOf(platform)).isEmpty();
        assertThat(platform.workflow("wipe", "--yes").ok().out()).startsWith("There is no platform in");
    }

    private static List<String> processesOf(Platform platform) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(platform.home().toString()))
                .toList();
    }

    @Test
    void two_platforms_side_by_side() throws Exception {
        var one = Platform.start();
        var other = Platform.start();
        try {
            var ours = one.admin().app("same-name");
            var theirs = other.admin().app("same-name");
            theirs.commit("version", "theirs");
            var pushes = List.of(
                    ours.gitCommand("push", "drycc", "master").start(),
                    theirs.gitCommand("push", "drycc", "master").start());
            for (var push : pushes) {
                assertThat(push.await(Duration.ofMinutes(2)).ok().err()).contains("deployed to Drycc");
            }
            assertThat(ours.version()).isEqualTo("1\n200");
            assertThat(theirs.version()).isEqualTo("theirs\n200");

            other.workflow("wipe", "--yes").ok();

            assertThat(ours.version()).isEqualTo("1\n200");
            ours.commit("version", "2");
            ours.push().ok();
            assertThat(ours.version()).isEqualTo("2\n200");
        } finally {
            one.close();
            other.close();
        }
    }

    private static String answers(Platform platform) {
        return Command.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", platform.controller() + "/v2/apps/")
                .run()
                .out();
    }

    @Test
    void a_taken_port_is_named_and_nothing_is_left_running() throws IOException {
        try (var taken = new ServerSocket(platform.httpPort())) {
            var up = platform.up();

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err().lines())
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("Error: ")
                            .contains(Integer.toString(taken.getLocalPort()))
                            .contains("--http-port"));
        }
        assertThat(processesOf(platform)).isEmpty();
        assertThat(platform.up().ok().out()).containsPattern(PASSWORD);
    }

    @Test
    void killed_servers_come_back() {
        platform.up().ok();
        for (int i = 0; i < 3; i++) {
            platform.kill();
            assertThat(platform.up().ok().out()).startsWith("Drycc Workflow is up.");
            assertThat(answers(platform)).contains("401");
        }
    }

    @Test
    void a_killed_database_comes_back_by_itself() {
        platform.up().ok();
        kill("bin/postgres -D " + platform.home());

        var answers = new ArrayList<String>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            answers.add(answers(platform));
            assertThat(platform.workflow("logs").out()).contains("postgres=back");
            assertThat(answers.getLast()).isEqualTo("401");
        });
        assertThat(answers).as("honest while it is away").isSubsetOf("503", "401");
    }

    @Test
    void a_killed_engine_service_comes_back_by_itself() {
        platform.up().ok();
        var socket = platform.engineUrl().substring("unix://".length());
        assertThat(ping(socket)).isEqualTo("OK");
        kill("system service --time 0 unix://" + socket);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ping(socket)).isEqualTo("OK"));
        assertThat(platform.workflow("doctor").ok().out()).doesNotContain("WRONG");
    }

    private static String ping(String socket) {
        return Command.of("curl", "-s", "--unix-socket", socket, "http://engine/_ping")
                .run()
                .out();
    }

    private static void kill(String words) {
        var found = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(words))
                        .isPresent())
                .toList();
        assertThat(found).hasSize(1);
        found.forEach(ProcessHandle::destroyForcibly);
        found.forEach(process -> process.onExit().join());
    }

    @Test
    void a_setting_that_cannot_be_stops_the_start_and_a_misspelt_one_is_told() {
        var told = Command.of(Platform.checkout().resolve("bin/workflow").toString())
                .with("up", "--home", platform.home().toString())
                .env("REGISTRATION_MODE", "sometimes")
                .env("DRYCC_DEPLOY_BATCH", "3")
                .run();

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.err())
                .isEqualTo("Warning: DRYCC_DEPLOY_BATCH is no setting and does nothing; did you mean"
                        + " DRYCC_DEPLOY_BATCHES?\n"
                        + "Error: REGISTRATION_MODE must be enabled, disabled or admin_only, not \"sometimes\"\n");
        assertThat(platform.home()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --http-port 0               | 1 | between 1 and 65535",
                "up --http-port 99999           | 1 | between 1 and 65535",
                "up --http-port abc             | 2 | Invalid value for option '--http-port'",
                "up --http-port 3000 --ssh-port 3000 | 1 | must differ",
                "up --domain no_host            | 1 | must be a host name",
                "up --nonsense                  | 2 | Unknown option",
                "upp                            | 2 | up",
                "''                             | 2 | say what to do",
            })
    void wrong_usage_is_told(String words, int exitCode, String reason) {
        var argv = words.isEmpty() ? new String[0] : words.split(" ");
        var told = Command.of(Platform.checkout().resolve("bin/workflow").toString())
                .with(argv)
                .env("DRYCC_HOME", platform.home().toString())
                .run();

        assertThat(told.exitCode()).as(told.all()).isEqualTo(exitCode);
        assertThat(told.err()).contains(reason).doesNotContain("Exception", "\tat ");
        assertThat(platform.home()).doesNotExist();
    }
}
