package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.settings.SettingsTable;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.transaction.support.TransactionOperations;

/** The parts of a deploy put together: the task that does the work and the door for those who wait for it. */
public final class Deployer {

    private final Task<Void> task;
    private final Deploys deploys;

    public Deployer(
            TransactionOperations transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log,
            DeployListener listener,
            SettingsTable settings) {
        var watch = new DeployWatch();
        var deploy = new DeployRelease(transaction, apps, ledger, runner, watch, log, listener, settings);
        this.task = new DeployTask(transaction, apps, ledger, turns, deploy).task();
        this.deploys = new Deploys(ledger, watch);
    }

    /** To be run by the {@link cc.drycc.controller.tasks.TaskRunner}. */
    public Task<Void> task() {
        return task;
    }

    /** For those who wait. */
    public Deploys deploys() {
        return deploys;
    }
}
