package cc.drycc.buildservice.progress;

import cc.drycc.engine.BuildLog;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's log on its way: lines are written together, some times a second, because a build may write thousands. What
 * cannot be written while Redis or the database is away is kept, up to a cap, and written later.
 */
public final class LogBuffer implements BuildLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogBuffer.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int FULL = 256 << 10;

    /** What is kept while nobody takes it. */
    private static final int MOST = 2 << 20;

    private final Progress progress;
    private final UUID job;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ending = lock.newCondition();
    private final StringBuilder waiting = new StringBuilder();
    private boolean closed;

    public LogBuffer(Progress progress, UUID job) {
        this.progress = progress;
        this.job = job;
        Thread.ofVirtual().name("log-" + job).start(this::writeNowAndThen);
    }

    @Override
    public void line(String text) {
        boolean full;
        lock.lock();
        try {
            if (waiting.length() < MOST) {
                // U+0000 is the one character PostgreSQL cannot keep
                waiting.append(text.replace('\0', '?')).append('\n');
            }
            full = waiting.length() >= FULL;
        } finally {
            lock.unlock();
        }
        if (full) {
            write();
        }
    }

    /** Woken, not interrupted, at the end: an interrupt would break a connection it writes to. */
    private void writeNowAndThen() {
        lock.lock();
        try {
            while (!closed) {
                var _ = ending.awaitNanos(EVERY.toNanos());
                write();
            }
        } catch (InterruptedException e) {
            LOG.debug("event=log-writer-interrupted job={}", job);
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            progress.append(job, waiting.toString());
            waiting.setLength(0);
        } catch (RuntimeException e) {
            LOG.warn("event=log-not-written job={} problem=\"{}\"", job, e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ending.signalAll();
            write();
        } finally {
            lock.unlock();
        }
    }
}
