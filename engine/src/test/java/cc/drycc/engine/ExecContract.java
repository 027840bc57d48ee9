package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands in a pod that somebody talks to. */
interface ExecContract extends UnderTest {

    private PodName pod() throws Exception {
        apply(worker("sleep 600"));
        return engine().pods(APP).getFirst().name();
    }

    private static Interaction typing() {
        return new Interaction(Optional.empty(), Interaction.Input.OPEN);
    }

    private static Interaction terminal(int rows, int columns) {
        return new Interaction(Optional.of(new WindowSize(rows, columns)), Interaction.Input.OPEN);
    }

    private Conversation talk(Interaction interaction, String... command) throws Exception {
        return Conversation.with(engine().exec(pod(), Arrays.asList(command), interaction));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    default void a_command_passes_both_outputs_and_its_exit_code_on() throws Exception {
        try (Conversation talk = talk(Interaction.NONE, "sh", "-c", "echo out; echo err >&2; cat; exit 7")) {
            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(7));
            assertThat(talk.stdout()).isEqualTo("out\n");
            assertThat(talk.stderr()).isEqualTo("err\n");
        }
    }

    @Test
    default void a_command_reads_what_is_sent_until_its_end() throws Exception {
        try (Conversation talk = talk(typing(), "cat")) {
            talk.process().write(bytes("one\n"));
            await().until(() -> talk.stdout().equals("one\n"));
            talk.process().write(bytes("two"));
            talk.process().endInput();

            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(0));
            assertThat(talk.stdout()).isEqualTo("one\ntwo");
            talk.process().write(bytes("nobody reads this"));
        }
    }

    @Test
    default void a_megabyte_goes_in_and_comes_back_whole() throws Exception {
        byte[] much = new byte[1 << 20];
        Arrays.fill(much, (byte) 'x');
        try (Conversation talk = talk(typing(), "cat")) {
            talk.process().write(much);
            talk.process().endInput();

            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(0));
            assertThat(talk.stdout()).hasSize(much.length);
        }
    }

    @Test
    default void a_terminal_has_the_size_of_its_window() throws Exception {
        try (Conversation talk = talk(terminal(33, 111), "sh")) {
            await().until(() -> talk.stdout().contains("#"));
            talk.process().write(bytes("stty size; tty -s && echo a $TERM\n"));
            await().untilAsserted(() -> assertThat(talk.stdout()).contains("33 111", "a xterm-256color"));

            talk.process().resize(new WindowSize(44, 122));
            talk.process().write(bytes("stty size\n"));
            await().untilAsserted(() -> assertThat(talk.stdout()).contains("44 122"));

            talk.process().write(bytes("echo go; sleep 600\n"));
            await().until(() -> talk.stdout().contains("\ngo"));
            talk.process().write(new byte[] {3}); // Ctrl-C
            talk.process().write(bytes("exit 5\n"));
            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(5));
        }
    }

    private static Job job(UnderTest world, Duration limit, String script) {
        return JobRun.job(world.image(), List.of("sh", "-c", script), Resources.DEFAULT, limit, 1 << 20);
    }

    private Conversation talk(Interaction interaction, Duration limit, String script) throws Exception {
        return Conversation.with(engine().start(job(this, limit, script), interaction));
    }

    @Test
    default void a_job_can_be_talked_to() throws Exception {
        try (Conversation talk = talk(typing(), Duration.ofMinutes(1), "echo err >&2; cat; exit 3")) {
            talk.process().write(bytes("typed"));
            talk.process().endInput();

            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(3));
            assertThat(talk.stdout()).isEqualTo("typed");
            assertThat(talk.stderr()).isEqualTo("err\n");
        }
        try (Conversation talk = talk(terminal(33, 111), Duration.ofMinutes(1), "sh")) {
            await().until(() -> talk.stdout().contains("#"));
            talk.process().write(bytes("stty size; exit 4\n"));

            assertThat(talk.end()).isEqualTo(new JobEnd.Exited(4));
            assertThat(talk.stdout()).contains("33 111");
        }
        assertThat(containers()).isEmpty();
    }

    @Test
    default void a_job_that_is_talked_to_ends_in_time_and_when_nobody_talks_any_more() throws Exception {
        Duration short1 = Duration.ofSeconds(2);
        try (Conversation talk = talk(typing(), short1, "echo on it; sleep 600")) {
            assertThat(talk.end()).isEqualTo(new JobEnd.TimedOut(short1));
            assertThat(talk.stdout()).isEqualTo("on it\n");
        }
        Conversation talk = talk(typing(), Duration.ofMinutes(1), "echo on it; sleep 600");
        await().until(() -> talk.stdout().equals("on it\n"));
        talk.close();
        await().untilAsserted(() -> assertThat(containers()).isEmpty());

        try (Conversation missing = Conversation.with(engine().start(
                        JobRun.job(image(), List.of("no-such-program"), Resources.DEFAULT, short1, 1 << 20),
                        typing()))) {
            assertThat(missing.end())
                    .isInstanceOfSatisfying(
                            JobEnd.NotStarted.class,
                            end -> assertThat(end.reason()).contains("no-such-program"));
        }
        assertThat(containers()).isEmpty();
    }

    @Test
    default void who_hangs_up_ends_the_command_and_what_it_started() throws Exception {
        for (Interaction interaction : List.of(typing(), terminal(24, 80))) {
            PodName pod = pod();
            Conversation talk = Conversation.with(
                    engine().exec(pod, List.of("sh", "-c", "trap '' TERM; sleep 4711 & sleep 4712"), interaction));
            await().until(() -> left(pod).equals("2"));
            talk.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> left(pod).equals("0"));
        }
    }

    private String left(PodName pod) throws Exception {
        try (Conversation talk = Conversation.with(
                engine().exec(pod, List.of("sh", "-c", "ps | grep 'sleep 471[12]$' | wc -l"), Interaction.NONE))) {
            talk.end();
            return talk.stdout().strip();
        }
    }

    @Test
    default void a_command_that_is_not_there_says_so() throws Exception {
        try (Conversation talk = talk(Interaction.NONE, "no-such-program")) {
            String told = switch (talk.end()) {
                case JobEnd.NotStarted(String reason) -> reason;
                case JobEnd.Exited(int code) when code == 126 || code == 127 -> talk.stdout() + talk.stderr();
                default -> "another end";
            };
            assertThat(told).contains("no-such-program");
        }
    }

    @Test
    default void without_the_pod_there_is_nothing_to_run_in() {
        assertThatThrownBy(() -> engine().exec(new PodName("hello-web-gone"), List.of("ls"), Interaction.NONE))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContaining("no pod hello-web-gone");
    }
}
