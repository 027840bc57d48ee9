package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(20)
class WatchTest {

    private static final Duration LOOK = Duration.ofMillis(5);

    @Test
    void a_no_interrupts_the_work_and_the_interrupt_is_taken_back() {
        var watch = watch(Duration.ofHours(1), () -> false);

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        watch.stop();

        assertThat(watch.hasEnded()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void work_that_is_over_is_left_alone() throws Exception {
        var often = new CountDownLatch(3);
        var watch = watch(Duration.ofHours(1), () -> {
            often.countDown();
            return true;
        });

        often.await();
        watch.stop();

        assertThat(watch.hasEnded()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void somebody_elses_interrupt_stays() {
        var watch = watch(Duration.ofHours(1), () -> true);

        Thread.currentThread().interrupt();
        watch.stop();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_database_that_is_away_for_a_moment_ends_nothing() throws Exception {
        var asked = new AtomicInteger();
        var recovered = new CountDownLatch(1);
        var watch = watch(Duration.ofHours(1), () -> {
            if (asked.incrementAndGet() < 3) {
                throw new DataAccessResourceFailureException("away");
            }
            recovered.countDown();
            return true;
        });

        recovered.await();
        watch.stop();

        assertThat(watch.hasEnded()).isFalse();
    }

    @Test
    void what_nobody_can_check_for_too_long_ends() {
        var watch = watch(Duration.ofMillis(50), () -> {
            throw new DataAccessResourceFailureException("away");
        });

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        watch.stop();

        assertThat(watch.hasEnded()).isTrue();
    }

    private static Watch watch(Duration blind, BooleanSupplier allowed) {
        return new Watch(Thread.currentThread(), LOOK, blind, allowed);
    }
}
