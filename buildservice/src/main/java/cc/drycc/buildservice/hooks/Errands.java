package cc.drycc.buildservice.hooks;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.progress.Progress;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Runs what is not a build: webhooks, and forgetting old jobs. */
public final class Errands implements AutoCloseable {

    static final String TABLE = "build_errands";

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final int AT_ONCE = 8;
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Scheduler scheduler;

    /** @param kept how long jobs that are over are remembered */
    public Errands(
            DataSource database,
            String name,
            Webhooks hooks,
            Jobs jobs,
            Progress progress,
            JobEvidence evidence,
            Duration kept) {
        RecurringTask<Void> sweep = Tasks.recurring("sweep", FixedDelay.of(SWEEP))
                .execute((instance, context) -> sweep(jobs, progress, evidence, kept));
        this.scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), hooks.task())
                .startTasks(sweep)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(name))
                .executorService(Executors.newFixedThreadPool(
                        AT_ONCE, Thread.ofVirtual().name("errand-", 0).factory()))
                .threads(AT_ONCE)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(10))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofMillis(500))
                .failureLogging(LogLevel.DEBUG, false)
                .build();
    }

    private static void sweep(Jobs jobs, Progress progress, JobEvidence evidence, Duration kept) {
        var forgotten = jobs.sweep(InstantSource.system().instant().minus(kept));
        progress.forget(forgotten);
        evidence.forget(forgotten);
        LOG.info("event=swept jobs={}", forgotten.size());
    }

    public void start() {
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
