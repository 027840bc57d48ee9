package cc.drycc.gitserver.receive;

import cc.drycc.engine.AppName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One push per app at a time. */
public final class PushTurns {

    private final Map<AppName, Thread> holders = new HashMap<>();

    /** Takes the app's turn for this thread; false when somebody else has it. */
    synchronized boolean take(AppName app) {
        return holders.putIfAbsent(app, Thread.currentThread()) == null;
    }

    /** Gives back what this thread took. */
    synchronized void give(AppName app) {
        holders.remove(app, Thread.currentThread());
        notifyAll();
    }

    /** Interrupts the push that is under way, if any, and waits until it has ended. */
    public synchronized void end(AppName app, Duration atMost) {
        var holder = holders.get(app);
        if (holder == null || holder.equals(Thread.currentThread())) {
            return;
        }
        holder.interrupt();
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis();
                    left > 0 && holder.equals(holders.get(app));
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
