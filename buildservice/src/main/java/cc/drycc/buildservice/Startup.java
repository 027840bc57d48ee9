package cc.drycc.buildservice;

import cc.drycc.buildservice.hooks.Errands;
import cc.drycc.buildservice.run.BuildAndPush;
import cc.drycc.buildservice.run.BuildTasks;
import cc.drycc.engine.EngineProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What happens before the first request is let in, and after the last one. */
final class Startup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final BuildAndPush work;
    private final BuildTasks tasks;
    private final Errands errands;
    private volatile boolean running;

    Startup(BuildAndPush work, BuildTasks tasks, Errands errands) {
        this.work = work;
        this.tasks = tasks;
        this.errands = errands;
    }

    @Override
    public void start() {
        try {
            work.purgeLeftovers();
        } catch (EngineProblem e) {
            LOG.warn("event=leftovers-not-purged problem=\"{}\"", e.getMessage());
        }
        tasks.start();
        errands.start();
        running = true;
    }

    @Override
    public void stop() {
        tasks.close();
        errands.close();
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
