package cc.drycc.controller.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs the persistent tasks of one platform.
 *
 * <p>The platform is one process (DESIGN, "one machine"), so whatever is picked under our name when we start belongs to a
 * predecessor that is dead: it is released and runs again at once, without waiting for a heartbeat to be missed.
 */
public final class TaskRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
    // Only a net below the wake-up after each commit.
    private static final Duration POLLING = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_WAIT = Duration.ofMillis(500);
    private static final int AT_ONCE = 32;

    private final JdbcClient db;
    private final String name;
    private final Scheduler scheduler;

    /**
     * @param dataSource the platform's database
     * @param name the same after every restart, different for each platform that shares a database
     * @param tasks tasks that others enqueue
     * @param recurring tasks that run by the clock, from the start on
     */
    public TaskRunner(
            DataSource dataSource, String name, List<? extends Task<?>> tasks, List<RecurringTask<Void>> recurring) {
        this.db = JdbcClient.create(dataSource);
        this.name = name;
        this.scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.copyOf(tasks))
                .startTasks(List.copyOf(recurring))
                .schedulerName(new SchedulerName.Fixed(name))
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("task-", 0).factory()))
                .threads(AT_ONCE)
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(SHUTDOWN_WAIT)
                .failureLogging(LogLevel.WARN, false)
                .build();
    }

    /** Takes up what a dead predecessor left, then runs tasks until {@link #close}. */
    public void start() {
        int left = db.sql("""
                        update scheduled_tasks
                           set picked = false, picked_by = null, last_heartbeat = null, version = version + 1,
                               execution_time = least(execution_time, now())
                         where picked and picked_by = :name
                        """).param("name", name).update();
        if (left > 0) {
            LOG.info("event=tasks-taken-over count={}", left);
        }
        scheduler.start();
    }

    /**
     * Makes sure the task runs soon, and once more if it is running now but reads its work under a lock the caller holds.
     * Written in the caller's transaction; starts right after the commit.
     */
    public void runSoon(TaskDescriptor<Void> task, String instance) {
        var now = Instant.now();
        TaskInstance<Void> wanted = task.instance(instance).build();
        if (!scheduler.scheduleIfNotExists(wanted, now)) {
            db.sql("""
                            update scheduled_tasks set execution_time = now(), version = version + 1
                             where task_name = :task and task_instance = :instance and not picked and execution_time > now()
                            """)
                    .param("task", task.getTaskName())
                    .param("instance", instance)
                    .update();
        }
        wakeAfterCommit();
    }

    /** Looks for due tasks at once instead of at the next poll. */
    public void wakeAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            scheduler.triggerCheckForDueExecutions();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    /** Interrupts what runs; it is due again at the next start. */
    @Override
    public void close() {
        scheduler.stop();
    }
}
