package cc.drycc.controller.autoscale;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the autoscaler look again and again. Not a persistent task: a look that was missed is worth nothing later, and what
 * the autoscaler remembers lives in this process.
 */
public final class AutoscaleTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscaleTimer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread thread;

    public AutoscaleTimer(Autoscaler scaler, Duration period) {
        this.thread = Thread.ofVirtual().name("autoscale").start(() -> run(scaler, period));
    }

    private static void run(Autoscaler scaler, Duration period) {
        while (true) {
            try {
                Thread.sleep(period);
                scaler.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("event=autoscale-skipped reason=\"{}\"", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
