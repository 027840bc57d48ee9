package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.releases.ReleaseLedger;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;

/** The persistent task of one app: deploys its new releases, oldest first, until there is none. */
final class DeployTask {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final AppTurns turns;
    private final DeployRelease deploy;

    DeployTask(
            TransactionOperations transaction, Apps apps, ReleaseLedger ledger, AppTurns turns, DeployRelease deploy) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.turns = turns;
        this.deploy = deploy;
    }

    Task<Void> task() {
        return Tasks.custom(DeployQueue.TASK)
                // Something unforeseen, such as the database being away: the release is still to be deployed.
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, Instant.now().plus(RETRY)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> execute(instance, context.getSchedulerClient()));
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance, SchedulerClient scheduler) {
        var app = UUID.fromString(instance.getId());
        CrashPoint.AFTER_RELEASE_BEFORE_DEPLOY.reach();
        try {
            while (turns.take(app, () -> deployNext(app))) {
                // until none is left
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the platform stops; the deploy goes on when it starts again", e);
        }
        return (complete, operations) -> {
            transaction.executeWithoutResult(status -> {
                // Releases are appended under this lock: one that came since is seen here, or finds the task gone.
                if (apps.lock(app).isPresent() && !ledger.created(app).isEmpty()) {
                    operations.reschedule(complete, Instant.now());
                } else {
                    operations.stop();
                }
            });
            if (scheduler instanceof Scheduler running) {
                running.triggerCheckForDueExecutions();
            }
        };
    }

    private boolean deployNext(UUID uuid) throws InterruptedException {
        var app = apps.find(uuid);
        if (app.isEmpty()) {
            return false;
        }
        var next = ledger.created(uuid);
        if (next.isEmpty()) {
            return false;
        }
        deploy.run(app.get(), next.getFirst());
        return true;
    }
}
