package cc.drycc.controller.deploys;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One at a time for each app: deploying, scaling, restarting, reconciling and destroying change the same pods. First come,
 * first served; different apps do not wait for each other. Held in memory because the platform is one process; the ledger
 * itself is guarded by the app's row lock.
 */
public final class AppTurns {

    private final ConcurrentHashMap<UUID, Turn> turns = new ConcurrentHashMap<>();

    /** What is done during a turn. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E, InterruptedException;
    }

    /**
     * Waits for the app's turn and does the work.
     *
     * @throws InterruptedException also when somebody took the turn over to destroy the app
     */
    public <T, E extends Exception> T take(UUID app, Work<T, E> work) throws E, InterruptedException {
        return take(app, work, Hold.BREAKABLE);
    }

    private <T, E extends Exception> T take(UUID app, Work<T, E> work, Hold hold) throws E, InterruptedException {
        var turn = turns.compute(app, (key, old) -> (old == null ? new Turn() : old).join());
        try {
            return turn.take(work, hold);
        } finally {
            turns.computeIfPresent(app, (key, old) -> old.leave() ? null : old);
        }
    }

    /** A work without a result. */
    @FunctionalInterface
    public interface Step<E extends Exception> {
        void run() throws E, InterruptedException;
    }

    /** As {@link #take}, for a work without a result. */
    public <E extends Exception> void run(UUID app, Step<E> step) throws E, InterruptedException {
        this.<Boolean, E>take(app, () -> {
            step.run();
            return true;
        });
    }

    /**
     * Interrupts who has the turn now, as nothing it could still do matters, then does the work. Who took over is not
     * interrupted by the next one who does.
     */
    public <E extends Exception> void takeOver(UUID app, Step<E> step) throws E, InterruptedException {
        var turn = turns.get(app);
        if (turn != null) {
            turn.interruptHolder();
        }
        this.<Boolean, E>take(
                app,
                () -> {
                    step.run();
                    return true;
                },
                Hold.FINAL);
    }

    /** Whether somebody has the app's turn now, or waits for it. */
    public boolean taken(UUID app) {
        return turns.containsKey(app);
    }

    private enum Hold {
        BREAKABLE,
        FINAL
    }

    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users; // guarded by the map's compute
        private @Nullable Thread holder; // guarded by this; null also while it may not be interrupted
        private boolean interrupted; // guarded by this: by us, not by the one who stops the platform

        Turn join() {
            users++;
            return this;
        }

        boolean leave() {
            users--;
            return users == 0;
        }

        <T, E extends Exception> T take(Work<T, E> work, Hold wanted) throws E, InterruptedException {
            lock.lockInterruptibly();
            try {
                hold(wanted == Hold.BREAKABLE ? Thread.currentThread() : null);
                return work.run();
            } finally {
                hold(null);
                lock.unlock();
            }
        }

        private synchronized void hold(@Nullable Thread thread) {
            if (thread == null && interrupted) {
                Thread.interrupted(); // came too late to matter; must not hit what the thread does next
            }
            holder = thread;
            interrupted = false;
        }

        synchronized void interruptHolder() {
            if (holder != null) {
                interrupted = true;
                holder.interrupt();
            }
        }
    }
}
