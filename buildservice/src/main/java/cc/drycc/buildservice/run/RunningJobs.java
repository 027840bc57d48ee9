package cc.drycc.buildservice.run;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The threads that work on jobs now, so that a job can be broken off. */
public final class RunningJobs {

    private final Map<UUID, Turn> running = new HashMap<>();

    /** The time a thread works on a job. */
    final class Turn implements AutoCloseable {

        private final UUID job;
        private final Thread thread;
        private boolean brokenOff;

        private Turn(UUID job) {
            this.job = job;
            this.thread = Thread.currentThread();
        }

        /** Afterwards the thread is interrupted no more; an interrupt meant for this job does not hit the next. */
        @Override
        public void close() {
            synchronized (running) {
                running.remove(job);
                if (brokenOff) {
                    boolean pending = Thread.interrupted();
                    assert !pending || brokenOff;
                }
            }
        }
    }

    Turn enter(UUID job) {
        var turn = new Turn(job);
        synchronized (running) {
            running.put(job, turn);
        }
        return turn;
    }

    /** Interrupts the work on a job, if there is any. */
    public void breakOff(UUID job) {
        synchronized (running) {
            var turn = running.get(job);
            if (turn != null) {
                turn.brokenOff = true;
                turn.thread.interrupt();
            }
        }
    }
}
