package cc.drycc.controller.access;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataAccessException;

/** Asks a question beside a thread's work, from its beginning to its end, and interrupts it when the answer is no. */
final class Watch {

    private final Thread worker;
    private final Duration look;
    private final Duration blind;
    private final BooleanSupplier allowed;
    private final Thread watcher;
    private volatile boolean ended;

    /**
     * @param look between two questions
     * @param blind how long the work goes on while the database has no answer
     */
    Watch(Thread worker, Duration look, Duration blind, BooleanSupplier allowed) {
        this.worker = worker;
        this.look = look;
        this.blind = blind;
        this.allowed = allowed;
        watcher = Thread.ofVirtual().name("watch-right").start(this::watch);
    }

    /** Whether the answer was no, or none for too long. */
    boolean hasEnded() {
        return ended;
    }

    private void watch() {
        long answered = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(look);
                try {
                    if (!allowed.getAsBoolean()) {
                        break;
                    }
                    answered = System.nanoTime();
                } catch (DataAccessException away) {
                    if (System.nanoTime() - answered > blind.toNanos()) {
                        break;
                    }
                }
            }
        } catch (InterruptedException workIsOver) {
            return;
        } catch (RuntimeException unexpected) {
            end();
            throw unexpected;
        }
        end();
    }

    private void end() {
        ended = true;
        worker.interrupt();
    }

    /** After this the watch interrupts nobody any more, and its interrupt is taken back; one of somebody else stays. */
    void stop() {
        boolean interrupted = Thread.interrupted();
        watcher.interrupt();
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        interrupted |= Thread.interrupted();
        if (interrupted && !ended) {
            worker.interrupt();
        }
    }
}
