package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What pods wrote. */
interface LogContract extends UnderTest {

    private PodName pod() {
        return engine().pods(APP).getFirst().name();
    }

    private List<LogLine> read(LogQuery query) throws Exception {
        List<LogLine> lines = new CopyOnWriteArrayList<>();
        engine().logs(pod(), query, lines::add);
        return lines;
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }

    @Test
    default void lines_have_their_stream_their_time_and_their_order() throws Exception {
        apply(worker("for i in 1 2 3 4; do echo line $i; done; printf 'bad \\377 byte\\n'; echo err >&2; sleep 600"));
        await().untilAsserted(() -> assertThat(read(new LogQuery(-1, false))).hasSize(6));

        List<LogLine> all = read(new LogQuery(-1, false));

        assertThat(texts(all)).containsSubsequence("line 1", "line 2", "line 3", "line 4", "bad \ufffd byte");
        assertThat(all)
                .filteredOn(line -> line.stream() == OutputSink.Stream.STDERR)
                .extracting(LogLine::text)
                .containsExactly("err");
        assertThat(all)
                .allSatisfy(line -> assertThat(line.time())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2)));
        assertThat(read(new LogQuery(2, false))).hasSize(2);
        assertThat(read(new LogQuery(0, false))).isEmpty();
    }

    @Test
    default void a_follower_sees_new_lines_also_after_a_restart_and_ends_with_the_pod() throws Exception {
        apply(worker("n=$(cat /n 2>/dev/null || echo 0); echo $((n+1)) > /n; echo run $n; sleep 3; echo end $n;"
                + " test $n = 1 && sleep 600; exit 1"));
        List<LogLine> seen = new CopyOnWriteArrayList<>();
        Thread follower = Thread.ofVirtual().start(() -> {
            try {
                engine().logs(pod(), new LogQuery(-1, true), seen::add);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(texts(seen)).containsExactly("run 0", "end 0", "run 1", "end 1"));
        assertThat(follower.isAlive()).isTrue();
        engine().removeApp(APP);

        assertThat(follower.join(Duration.ofSeconds(10))).isTrue();
        assertThat(texts(seen)).containsExactly("run 0", "end 0", "run 1", "end 1");
    }

    @Test
    default void the_run_before_a_restart_can_still_be_read() throws Exception {
        apply(worker("n=$(cat /n 2>/dev/null || echo 0); echo $((n+1)) > /n; echo run $n; echo more of $n;"
                + " test $n = 2 && sleep 600; sleep 3; exit 9"));
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(texts(read(new LogQuery(-1, false)))).contains("more of 2"));

        assertThat(texts(read(new LogQuery(-1, true, LogQuery.Part.PREVIOUS)))).containsExactly("run 1", "more of 1");
        assertThat(texts(read(new LogQuery(1, false, LogQuery.Part.PREVIOUS)))).containsExactly("more of 1");
        PodDetails details = engine().describe(pod()).orElseThrow();
        assertThat(details.now()).isInstanceOf(PodRun.Running.class);
        assertThat(details.last())
                .hasValueSatisfying(last -> assertThat(last.exitCode()).isEqualTo(9));
        assertThat(details.entrypoint()).isEmpty();
        assertThat(details.command()).startsWith("sh", "-c");
        assertThat(details.pod().restarts()).isEqualTo(2);
        assertThat(engine().describe(new PodName("hello-web-gone"))).isEmpty();
    }

    @Test
    default void a_follower_that_is_interrupted_ends() throws Exception {
        apply(worker("echo here; sleep 600"));
        List<String> outcome = new CopyOnWriteArrayList<>();
        Thread follower = Thread.ofVirtual().start(() -> {
            try {
                engine().logs(pod(), new LogQuery(-1, true), line -> outcome.add(line.text()));
            } catch (InterruptedException e) {
                outcome.add("interrupted");
            }
        });
        await().until(() -> outcome.contains("here"));

        follower.interrupt();

        assertThat(follower.join(Duration.ofSeconds(5))).isTrue();
        assertThat(outcome).containsExactly("here", "interrupted");
    }

    @Test
    default void a_pod_that_is_not_there_has_no_log() {
        assertThatThrownBy(() -> engine().logs(new PodName("hello-web-gone"), new LogQuery(-1, false), line -> {}))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContaining("no pod hello-web-gone");
    }
}
