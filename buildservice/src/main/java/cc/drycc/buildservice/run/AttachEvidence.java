package cc.drycc.buildservice.run;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.referrers.NotAttached;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attaches evidence to images whose jobs are finished, so that nobody waits for it. It is tried once, while this process
 * lives: the password is kept no longer than that, and the service has the documents.
 */
public final class AttachEvidence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttachEvidence.class);

    /** A registry that is slow must not hold up the next one much. */
    private static final int AT_ONCE = 4;

    /** Documents and passwords are in memory meanwhile. */
    private static final int MOST_WAITING = 200;

    /** Whether there shall be any. */
    public enum Referrers {
        ATTACHED,
        NONE
    }

    private final Referrers wanted;
    private final Registries registries;
    private final JobEvidence evidence;
    private final Progress progress;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ExecutorService hands = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("attach-", 0).factory());

    public AttachEvidence(Referrers wanted, Registries registries, JobEvidence evidence, Progress progress) {
        this.wanted = wanted;
        this.registries = registries;
        this.evidence = evidence;
        this.progress = progress;
    }

    /** Returns at once. */
    void later(UUID job, Order order, JobEvidence.Kept kept) {
        if (wanted == Referrers.NONE) {
            return;
        }
        if (!room.tryAcquire()) {
            tell(job, "too many others are on their way");
            return;
        }
        hands.execute(() -> {
            try {
                attach(job, order.login(), kept);
            } finally {
                room.release();
            }
        });
    }

    private void attach(UUID job, Optional<RegistryLogin> login, JobEvidence.Kept kept) {
        try {
            registries.attach(kept.image(), login, kept.documents());
            evidence.attached(job);
            LOG.info("job={} event=evidence-attached image={}", job, kept.image());
        } catch (NotAttached e) {
            tell(job, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("job={} event=evidence-not-attached reason=\"the service stops\"", job);
        } catch (RuntimeException e) {
            LOG.warn("job={} event=evidence-not-attached", job, e);
        }
    }

    private void tell(UUID job, String reason) {
        LOG.warn("job={} event=evidence-not-attached reason=\"{}\"", job, reason);
        try {
            progress.append(
                    job, " !     The evidence is not attached in the registry (the service has it): " + reason + "\n");
        } catch (RuntimeException e) {
            LOG.warn("job={} event=log-not-written problem=\"{}\"", job, e.getMessage());
        }
    }

    /** What is not attached now stays so. */
    @Override
    public void close() {
        hands.shutdownNow();
    }
}
