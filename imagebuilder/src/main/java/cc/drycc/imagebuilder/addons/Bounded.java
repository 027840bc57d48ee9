package cc.drycc.imagebuilder.addons;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code we do not trust to end on a thread of its own; a platform thread, because such code may spin and virtual
 * threads share a few carriers.
 */
final class Bounded {

    /** How long interrupted code may clean up. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private Bounded() {}

    /**
     * Calls.
     *
     * @throws TimeoutException when it did not end; it was interrupted and, when that did not help, left alone
     * @throws InterruptedException the same was done to it
     */
    static <T> T call(String name, Duration atMost, Callable<T> code)
            throws ExecutionException, TimeoutException, InterruptedException {
        var task = new FutureTask<>(code);
        Thread thread = Thread.ofPlatform().daemon().name(name).start(task);
        boolean ended = false;
        try {
            T result = task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            ended = true;
            return result;
        } catch (ExecutionException e) {
            ended = true;
            throw e;
        } finally {
            if (!ended) {
                end(thread);
            }
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LAST_WORDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
