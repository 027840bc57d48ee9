package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens around the life of a pod. */
interface LifecycleContract extends UnderTest {

    private static Lifecycle.Hook says(String words) {
        return new Lifecycle.Hook.Act(
                new Probe.Exec(List.of("sh", "-c", "sleep 1; echo " + words + " > /proc/1/fd/1")));
    }

    @Test
    default void hooks_run_before_it_is_ready_and_before_its_own_stop_signal() throws Exception {
        String script =
                "trap 'echo got TERM; exit 1' TERM; trap 'echo got USR1; exit 0' USR1; while :; do sleep 0.1; done";
        apply(With.lifecycle(
                worker(script), new Lifecycle("SIGUSR1", Optional.of(says("post")), Optional.of(says("pre")))));
        Pod pod = engine().pods(APP).getFirst();
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> post = new CompletableFuture<>();
        CompletableFuture<Void> followed = CompletableFuture.runAsync(
                () -> {
                    try {
                        engine().logs(pod.name(), new LogQuery(100, true), line -> {
                            lines.add(line.text());
                            post.complete(null);
                        });
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
        post.get(10, TimeUnit.SECONDS);

        engine().remove(pod.workload());

        followed.get(20, TimeUnit.SECONDS);
        assertThat(lines).containsExactly("post", "pre", "got USR1");
    }

    @Test
    default void a_pod_whose_start_hook_fails_is_not_up() {
        Lifecycle.Hook fails = new Lifecycle.Hook.Act(new Probe.Exec(List.of("sh", "-c", "exit 3")));
        Workload broken = With.rollout(
                With.lifecycle(web(2, 1), new Lifecycle("SIGTERM", Optional.of(fails), Optional.empty())),
                new Rollout(1, Duration.ofSeconds(20)));

        assertThatThrownBy(() -> apply(broken))
                .isInstanceOf(RolloutFailed.class)
                .hasMessageContaining("postStart hook failed: command exited with code 3");
        assertThat(engine().pods(APP)).isEmpty();
    }

    @Test
    default void a_stop_hook_that_takes_longer_than_the_grace_is_cut() throws Exception {
        apply(With.lifecycle(
                worker("trap 'exit 0' TERM; while :; do sleep 0.1; done"),
                new Lifecycle(
                        "SIGTERM", Optional.empty(), Optional.of(new Lifecycle.Hook.Sleep(Duration.ofHours(1))))));
        Pod pod = engine().pods(APP).getFirst();

        engine().remove(pod.workload());

        assertThat(engine().pods(APP)).isEmpty();
    }
}
