package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One source of an app is taken in at a time, whichever way it comes: a push, or an archive. */
public final class SourceTurns {

    private final Map<AppName, Turn> turns = new HashMap<>();

    /** Belongs to the thread that took it, which closes it. */
    public final class Turn implements AutoCloseable {
        private final AppName app;
        private final Thread holder = Thread.currentThread();

        private Turn(AppName app) {
            this.app = app;
        }

        @Override
        public void close() {
            give(this);
        }
    }

    /** Takes the app's turn for this thread; empty when somebody else has it. */
    public synchronized Optional<Turn> take(AppName app) {
        if (turns.containsKey(app)) {
            return Optional.empty();
        }
        var turn = new Turn(app);
        turns.put(app, turn);
        return Optional.of(turn);
    }

    private synchronized void give(Turn turn) {
        turns.remove(turn.app, turn);
        notifyAll();
    }

    /** Interrupts what is under way for the app, if anything, and waits until it has ended. */
    public synchronized void end(AppName app, Duration atMost) {
        var turn = turns.get(app);
        if (turn == null || turn.holder.equals(Thread.currentThread())) {
            return;
        }
        turn.holder.interrupt();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis();
                    left > 0 && turn.equals(turns.get(app));
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
