package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.tasks.TaskRunner;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

/**
 * Where new releases wait for their deploy.
 *
 * <p>There is one task for each app, which deploys the app's {@code created} releases oldest first: so an app has at most
 * one deploy at a time, every release gets an end state of its own, and nobody waits for a release that was skipped.
 */
public final class DeployQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("deploy");

    private final TaskRunner tasks;

    public DeployQueue(TaskRunner tasks) {
        this.tasks = tasks;
    }

    /**
     * Has the release deployed soon. Call it in the transaction that appends the release, which holds the app's row lock:
     * both are there or neither. Starts right after the commit.
     */
    public void enqueue(App app, int version) {
        tasks.runSoon(TASK, app.uuid().toString());
    }
}
