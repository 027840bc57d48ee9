package cc.drycc.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BuildQueueTest {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void as_many_as_allowed_start_at_once_and_are_told_nothing() throws InterruptedException {
        var queue = new BuildQueue(2, 10);

        try (var _ = queue.enter(ahead -> events.add("told " + ahead)).orElseThrow();
                var _ = queue.enter(ahead -> events.add("told " + ahead)).orElseThrow()) {
            assertThat(events).isEmpty();
            assertThat(queue.waiting()).isZero();
        }
    }

    @Test
    void others_wait_in_order_and_hear_their_place_as_it_changes() throws InterruptedException {
        var queue = new BuildQueue(1, 10);
        var running = queue.enter(ahead -> {}).orElseThrow();
        var endFirst = new CountDownLatch(1);
        Thread first = waiting(queue, "first", endFirst);
        await().until(() -> events.contains("first told 1"));
        Thread second = waiting(queue, "second", new CountDownLatch(0));
        await().until(() -> events.contains("second told 2"));

        running.close();
        await().until(() -> events.contains("first runs") && events.contains("second told 1"));
        assertThat(events).doesNotContain("second runs");
        endFirst.countDown();
        first.join();
        second.join();

        assertThat(events)
                .containsSubsequence("first told 1", "first runs", "first ends", "second runs", "second ends");
    }

    @Test
    void who_goes_away_gives_the_place_up() throws InterruptedException {
        var queue = new BuildQueue(1, 10);
        var running = queue.enter(ahead -> {}).orElseThrow();
        Thread first = waiting(queue, "first", new CountDownLatch(0));
        await().until(() -> events.contains("first told 1"));
        Thread second = waiting(queue, "second", new CountDownLatch(0));
        await().until(() -> events.contains("second told 2"));

        first.interrupt();
        first.join();
        await().until(() -> events.contains("second told 1"));
        running.close();
        second.join();

        assertThat(events).contains("first gone", "second ends").doesNotContain("first runs");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void who_goes_away_while_being_told_gives_the_place_up() throws InterruptedException {
        var queue = new BuildQueue(1, 10);
        try (var _ = queue.enter(ahead -> {}).orElseThrow()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> queue.enter(ahead -> {
                        throw new IllegalStateException("terminal gone");
                    })))
                    .hasMessage("terminal gone");
        }
        assertThat(queue.waiting()).isZero();
        queue.enter(ahead -> events.add("told")).orElseThrow().close();
        assertThat(events).isEmpty();
    }

    @Test
    void a_full_queue_refuses() throws InterruptedException {
        var queue = new BuildQueue(1, 1);
        var running = queue.enter(ahead -> {}).orElseThrow();
        Thread first = waiting(queue, "first", new CountDownLatch(0));
        await().until(() -> events.contains("first told 1"));

        assertThat(queue.enter(ahead -> {})).isEmpty();

        running.close();
        first.join();
    }

    @Test
    void closing_twice_gives_one_turn_only() throws InterruptedException {
        var queue = new BuildQueue(1, 10);
        var slot = queue.enter(ahead -> {}).orElseThrow();
        slot.close();
        slot.close();
        try (var _ = queue.enter(ahead -> {}).orElseThrow()) {
            Thread other = waiting(queue, "other", new CountDownLatch(0));
            await().until(() -> events.contains("other told 1"));
            assertThat(events).doesNotContain("other runs");
            other.interrupt();
            other.join();
        }
    }

    private Thread waiting(BuildQueue queue, String name, CountDownLatch end) {
        return Thread.ofVirtual().start(() -> {
            try (var _ =
                    queue.enter(ahead -> events.add(name + " told " + ahead)).orElseThrow()) {
                events.add(name + " runs");
                end.await();
                events.add(name + " ends");
            } catch (InterruptedException e) {
                events.add(name + " gone");
            }
        });
    }
}
