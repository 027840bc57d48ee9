package cc.drycc.imagebuilder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/** Lets some builds run at once and the others wait their turn, first come first served. */
public final class BuildQueue {

    /** How many run at once unless set otherwise. */
    public static final int DEFAULT_PARALLEL = 2;

    /** How many may wait unless set otherwise. */
    public static final int DEFAULT_WAITING = 100;

    private final int parallel;
    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Deque<Slot> waiting = new ArrayDeque<>();
    private int running;

    /** @throws IllegalArgumentException when a number is not positive */
    public BuildQueue(int parallel, int maxWaiting) {
        if (parallel <= 0 || maxWaiting <= 0) {
            throw new IllegalArgumentException("a build queue needs room for a build");
        }
        this.parallel = parallel;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Waits for a turn.
     *
     * @param ahead told how many builds must end before this one starts, each time the number changes
     * @return the turn, to be closed when the build is over; empty when too many wait already
     * @throws InterruptedException the place in the queue is given up
     */
    public Optional<Slot> enter(IntConsumer ahead) throws InterruptedException {
        var slot = new Slot();
        lock.lockInterruptibly();
        try {
            if (waiting.size() >= maxWaiting) {
                return Optional.empty();
            }
            waiting.add(slot);
        } finally {
            lock.unlock();
        }
        boolean turn = false;
        try {
            slot.await(ahead);
            turn = true;
            return Optional.of(slot);
        } finally {
            if (!turn) {
                slot.giveUp();
            }
        }
    }

    /** How many builds wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** One place in the queue, then one turn. */
    public final class Slot implements AutoCloseable {

        private boolean holds;

        private Slot() {}

        private void await(IntConsumer tell) throws InterruptedException {
            int told = 0;
            while (true) {
                int ahead = aheadUnless(told);
                if (ahead == 0) {
                    return;
                }
                tell.accept(ahead); // outside the lock: the listener may be slow
                told = ahead;
            }
        }

        /** Waits until the number differs from what was told; 0 is the turn itself. */
        private int aheadUnless(int told) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (true) {
                    int ahead = position() + running - parallel + 1;
                    if (ahead <= 0) {
                        waiting.remove(this);
                        running++;
                        holds = true;
                        return 0;
                    }
                    if (ahead != told) {
                        return ahead;
                    }
                    moved.await();
                }
            } finally {
                lock.unlock();
            }
        }

        private int position() {
            List<Slot> order = new ArrayList<>(waiting);
            return order.indexOf(this);
        }

        private void giveUp() {
            lock.lock();
            try {
                waiting.remove(this);
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Gives the turn to the next; closing twice is fine. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (holds) {
                    holds = false;
                    running--;
                    moved.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
