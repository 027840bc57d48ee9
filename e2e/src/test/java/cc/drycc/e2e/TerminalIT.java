package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import cc.drycc.e2e.platform.Tmux;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Commands in a running pod, with and without a terminal (seed "Get a Shell to a Running Container"). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalIT {

    private static final String APP = "typed-at";

    private Person owner;
    private Repository repository;
    private String pod;

    @BeforeAll
    void an_app_runs() {
        owner = SharedPlatform.somebody();
        repository = owner.app(APP);
        repository.push().ok();
        pod = repository
                .drycc("ps", "list")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith(APP + "-web-"))
                .map(line -> line.split("\\s+")[0])
                .findFirst()
                .orElseThrow();
    }

    private String drycc() {
        return Platform.checkout().resolve("bin/drycc") + " -a " + APP;
    }

    private Command.Result shell(String script) {
        return Command.of("sh", "-c", script)
                .env("HOME", owner.home().toString())
                .in(owner.home())
                .within(Duration.ofMinutes(2))
                .run();
    }

    /** What runs in the pod under this command line. */
    private String running(String commandLine) {
        return repository
                .drycc("ps", "exec", pod, "--", "sh", "-c", "ps -o args | grep -c '^" + commandLine + "$'")
                .out()
                .strip();
    }

    @Test
    void a_command_prints_what_it_prints_where_it_prints_it_and_ends_as_it_ends() {
        assertThat(repository.drycc("ps", "exec", pod, "--", "echo", "hi").ok().out())
                .isEqualTo("hi\n");

        var both = repository.drycc("exec", pod, "--", "sh", "-c", "echo out; echo err >&2; exit 7");
        assertThat(both.out()).isEqualTo("out\n");
        assertThat(both.err()).isEqualTo("err\n");
        assertThat(both.exitCode()).isEqualTo(7);
    }

    @Test
    void a_command_reads_what_is_piped_into_it() {
        var piped = shell("head -c 3000000 /dev/zero | " + drycc() + " exec " + pod + " -i -- sh -c 'wc -c; echo over'")
                .ok();

        assertThat(piped.out()).isEqualTo("3000000\nover\n");
    }

    @Test
    void who_stops_listening_ends_the_command() {
        var head = shell(drycc() + " exec " + pod + " -- yes head-line | head -n 1");

        assertThat(head.out()).isEqualTo("head-line\n");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> running("yes head-line").equals("0"));
    }

    @Test
    void a_killed_client_takes_the_command_along() {
        var client = owner.dryccCommand("-a", APP, "exec", pod, "-i", "--", "sleep", "4711")
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> running("sleep 4711").equals("1"));

        client.process().descendants().forEach(ProcessHandle::destroyForcibly);
        client.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> running("sleep 4711").equals("0"));
    }

    @Test
    void a_process_is_described_as_in_the_guide() {
        assertThat(repository.drycc("ps", "describe", pod).ok().out())
                .containsPattern("Container: +" + APP + "-web\\n")
                .containsPattern("Image: +drycc-[0-9a-f]+/" + APP + ":git-[0-9a-f]{8}\\n")
                .containsPattern("Args:\\n  - /bin/sh\\n  - -c\\n")
                .containsPattern("State: +running\\n  startedAt: \"20[^\"]+Z\"\\n")
                .containsPattern("Ready: +true\\nRestart Count: +0\\n");
        assertThat(repository.drycc("ps", "logs", pod, "-p").err())
                .isEqualTo(
                        "Error: previous terminated container of pod " + pod + " not found: it was never restarted\n");
    }

    @Test
    void a_one_off_command_keeps_its_outputs_apart_and_ends_in_time() {
        var run = repository.drycc("run", "--", "echo out; echo err >&2; exit 6");
        assertThat(run.out()).isEqualTo("out\n");
        assertThat(run.err()).isEqualTo("Running `echo out; echo err >&2; exit 6`...\nerr\n");
        assertThat(run.exitCode()).isEqualTo(6);

        var slow = repository.drycc("run", "-t", "2", "--", "echo begun; sleep 600");
        assertThat(slow.out()).isEqualTo("begun\n");
        assertThat(slow.err()).endsWith("Error: stopped after 2 s\n");
        assertThat(slow.exitCode()).isEqualTo(124);

        var mounted = repository.drycc("run", "-m", "data:/data", "--", "ls");
        assertThat(mounted.err()).contains("no volumes yet").contains("Nothing was started");
        assertThat(mounted.exitCode()).isEqualTo(1);
    }

    @Test
    void a_one_off_command_reads_what_is_piped_into_it() {
        assertThat(shell("echo typed | " + drycc() + " run -i -- cat").ok().out())
                .isEqualTo("typed\n");
    }

    @Test
    void ctrl_c_of_run_ends_the_command_on_the_server() {
        var client = owner.dryccCommand("-a", APP, "run", "--", "sleep 4242").start();
        await().atMost(Duration.ofSeconds(30)).until(() -> oneOffs() == 1);

        Command.of("kill", "-INT", "" + client.process().pid()).run();

        await().atMost(Duration.ofSeconds(30)).until(() -> oneOffs() == 0);
    }

    /** Containers of one-off commands there are now. */
    private int oneOffs() {
        return Command.of("curl", "-sSf", "--unix-socket")
                        .with(SharedPlatform.get().engineUrl().substring("unix://".length()))
                        .with("http://engine/v1.40/containers/json?filters=%7B%22label%22%3A%5B%22cc.drycc.app%3D" + APP
                                + "%22%2C%22cc.drycc.job%22%5D%7D")
                        .run()
                        .ok()
                        .out()
                        .split("\"Id\"", -1)
                        .length
                - 1;
    }

    @Test
    void a_detached_command_writes_to_the_log_of_the_app() {
        var run = repository
                .drycc("run", "-d", "--", "echo all by myself; exit 3")
                .ok();

        assertThat(run.err()).contains("drycc logs");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(repository.drycc("logs").ok().out())
                        .containsPattern("drycc\\[run]: all by myself\\n")
                        .containsPattern("drycc\\[run]: " + APP + "-run-[a-z0-9]{5} ended with exit code 3"));
    }

    @Test
    void a_one_off_shell_has_a_real_terminal() {
        Assumptions.assumeFalse(Tmux.missing(), "tmux is not installed");
        try (var tmux = Tmux.open(25, 90, owner.home())) {
            tmux.type(drycc() + " run -it -- sh; echo ended with $?");
            tmux.shows("/ #").type("stty size").shows("25 90");
            tmux.type("echo as''leep; sleep 600")
                    .shows("asleep")
                    .key("C-c")
                    .type("echo $DRYCC_APP $((40 + 2))")
                    .shows(APP + " 42");
            tmux.type("exit 9").shows("ended with 9");
        }
    }

    @Test
    void mistakes_are_one_line() {
        var gone = repository.drycc("exec", APP + "-web-gone", "--", "ls");
        assertThat(gone.err()).isEqualTo("Error: The pod does not exist in application.\n");
        assertThat(gone.exitCode()).isEqualTo(1);

        var missing = repository.drycc("exec", pod, "--", "no-such-program");
        assertThat(missing.err() + missing.out()).contains("no-such-program");
        assertThat(missing.exitCode()).isBetween(126, 127);
    }

    @Test
    void a_real_terminal_runs_top_follows_its_window_and_is_left_as_it_was() {
        Assumptions.assumeFalse(Tmux.missing(), "tmux is not installed");
        try (var tmux = Tmux.open(30, 100, owner.home())) {
            tmux.type("stty -g > " + before());
            tmux.type(drycc() + " ps exec " + pod + " -it -- sh; echo ended with $?");
            tmux.shows("/ #").type("stty size").shows("30 100");

            tmux.type("top").shows("Load average").resize(40, 120);
            tmux.key("C-c").type("clear").shows("/ #").type("stty size").shows("40 120");

            tmux.type("echo as''leep; sleep 600")
                    .shows("asleep")
                    .key("C-c")
                    .type("echo still $((40 + 2))")
                    .shows("still 42");
            tmux.type("exit 5").shows("ended with 5");
            tmux.type("stty -g | cmp - " + before() + " && echo terminal is as it was")
                    .shows("terminal is as it was");
        }
    }

    private Path before() {
        return owner.home().resolve("stty-before");
    }
}
