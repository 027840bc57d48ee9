package cc.drycc.controller;

import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.reconcile.Reconciler;
import cc.drycc.controller.tasks.TaskRunner;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;

/**
 * What happens before the first request is let in, and after the last one: the administrator exists, what a dead process
 * left open is closed or queued, tasks run.
 */
final class Startup implements SmartLifecycle {

    private final ControllerSettings settings;
    private final Accounts accounts;
    private final Reconciler reconciler;
    private final TaskRunner tasks;
    private final UUID instance;
    private volatile boolean running;

    Startup(ControllerSettings settings, Accounts accounts, Reconciler reconciler, TaskRunner tasks, UUID instance) {
        this.settings = settings;
        this.accounts = accounts;
        this.reconciler = reconciler;
        this.tasks = tasks;
        this.instance = instance;
    }

    @Override
    public void start() {
        settings.administrator().ifPresent(admin -> accounts.ensureAdministrator(admin.username(), admin.password()));
        reconciler.atStart(instance);
        // The first round in the background, at once and not when the dead process would have made it.
        tasks.runSoon(DeployParts.RECONCILE, RecurringTask.INSTANCE);
        tasks.start();
        running = true;
    }

    @Override
    public void stop() {
        tasks.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which comes last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
