package cc.drycc.buildservice.progress;

import cc.drycc.buildservice.jobs.Job;
import java.util.List;
import java.util.UUID;

/**
 * The log of each job, and its status for those who look for it in Redis. The job's own row is what the service itself
 * believes. Every method may throw {@link Unreachable}.
 */
public interface Progress extends AutoCloseable {

    /** The job's state has changed to this. */
    void changed(Job job);

    /** Adds to the log. */
    void append(UUID job, String text);

    /**
     * A part of a log.
     *
     * @param text from the place asked for, and not more than some MiB
     * @param next the place after it; the same as asked for when there is nothing yet
     */
    record Part(String text, long next) {}

    /** The log from a place on; 0 is its beginning. */
    Part read(UUID job, long from);

    /** These jobs are forgotten. */
    void forget(List<UUID> jobs);

    @Override
    void close();

    /** What keeps status and logs does not answer. */
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
