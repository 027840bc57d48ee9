package cc.drycc.buildservice.run;

import cc.drycc.buildservice.hooks.Webhooks;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.jobs.SourceArchives;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.engine.Digest;
import cc.drycc.storage.StorageProblem;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** The end of a job, written once: its row and the message to whoever wants it in one transaction, then the rest. */
public final class EndJob {

    private static final Logger LOG = LoggerFactory.getLogger(EndJob.class);

    private final Jobs jobs;
    private final Progress progress;
    private final SourceArchives archives;
    private final Webhooks hooks;
    private final RunningJobs running;
    private final TransactionTemplate transaction;

    public EndJob(
            Jobs jobs,
            Progress progress,
            SourceArchives archives,
            Webhooks hooks,
            RunningJobs running,
            TransactionTemplate transaction) {
        this.jobs = jobs;
        this.progress = progress;
        this.archives = archives;
        this.hooks = hooks;
        this.running = running;
        this.transaction = transaction;
    }

    void finished(UUID job, Digest digest) {
        end(job, () -> jobs.finish(job, digest.value()));
    }

    void failed(UUID job, String reason) {
        end(job, () -> jobs.fail(job, reason));
    }

    /** Ends it for its owner, whether it waits or runs; false when it is over already. */
    public boolean cancel(UUID job) {
        boolean ended = end(job, () -> jobs.cancel(job));
        if (ended) {
            running.breakOff(job);
        }
        return ended;
    }

    private boolean end(UUID job, BooleanSupplier write) {
        boolean ended = Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean first = write.getAsBoolean();
            if (first) {
                hooks.enqueue(job);
            }
            return first;
        }));
        if (ended) {
            tell(job);
            cleanUp(job);
        }
        return ended;
    }

    /** Tells Redis how far a job is; while it is away it is not told. */
    void tell(UUID job) {
        try {
            jobs.find(job).ifPresent(progress::changed);
        } catch (Progress.Unreachable e) {
            LOG.warn("job={} event=status-not-told problem=\"{}\"", job, e.getMessage());
        }
    }

    private void cleanUp(UUID job) {
        try {
            archives.forget(job);
        } catch (StorageProblem e) {
            LOG.warn("job={} event=archive-left problem=\"{}\"", job, e.getMessage());
        }
    }
}
