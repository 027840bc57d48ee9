package cc.drycc.buildservice.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The queue of jobs in the database: first come, first built, some at a time. */
public final class BuildTasks implements AutoCloseable {

    static final String TABLE = "build_tasks";

    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("build");
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Takeover takeover;
    private volatile boolean closing;

    /**
     * @param name the same after every restart, different for each service that shares a database
     * @param atOnce how many jobs run at a time
     */
    public BuildTasks(DataSource database, String name, int atOnce, RunJob run) {
        var task = Tasks.oneTime(TASK)
                .onFailure((complete, operations) -> operations.reschedule(complete, again(complete.getExecution())))
                .onDeadExecutionRevive()
                .execute((instance, context) -> run.run(UUID.fromString(instance.getId())));
        this.takeover = new Takeover(database, TABLE, name);
        this.scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(name))
                .executorService(Executors.newFixedThreadPool(
                        atOnce, Thread.ofVirtual().name("build-", 0).factory()))
                .threads(atOnce)
                .pollingInterval(Duration.ofSeconds(2))
                .heartbeatInterval(Duration.ofSeconds(10))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofMillis(500))
                .failureLogging(LogLevel.WARN, false)
                .build();
    }

    /** When this process ends it keeps its place in the queue; otherwise the database was away. */
    private Instant again(Execution execution) {
        return closing ? execution.getExecutionTime() : Instant.now().plus(AGAIN);
    }

    /** Takes up what a dead predecessor left, then runs jobs until {@link #close}. */
    public void start() {
        takeover.run();
        scheduler.start();
    }

    /**
     * Puts a job at the end of the queue, in the caller's transaction; it may start right after the commit.
     *
     * @param number its place: jobs are due since long ago, those with smaller numbers since longer
     */
    public void enqueue(UUID job, long number) {
        scheduler.scheduleIfNotExists(TASK.instance(job.toString()).build(), Instant.EPOCH.plusSeconds(number));
        AfterCommit.run(scheduler::triggerCheckForDueExecutions);
    }

    /** Interrupts what runs; it is due again at the next start. */
    @Override
    public void close() {
        closing = true;
        scheduler.stop();
    }
}
