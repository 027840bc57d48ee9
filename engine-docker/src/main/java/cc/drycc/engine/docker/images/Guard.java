package cc.drycc.engine.docker.images;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs something that blocks on a stream with a time limit, and cuts the stream when time is up or the caller is interrupted. */
final class Guard {

    private Guard() {}

    /**
     * Runs the work on a thread of its own.
     *
     * @param cut makes the work end soon
     * @return its result; empty when the time was up first
     */
    static <T> Optional<T> run(Callable<T> work, Duration atMost, Runnable cut)
            throws ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = Thread.ofVirtual().name("engine-stream").start(task);
        try {
            return Optional.of(task.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            end(cut, worker);
            return Optional.empty();
        } catch (InterruptedException e) {
            end(cut, worker);
            throw e;
        }
    }

    private static void end(Runnable cut, Thread worker) {
        cut.run();
        worker.interrupt();
    }
}
