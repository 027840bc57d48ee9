package cc.drycc.controller.events;

import cc.drycc.engine.AppName;
import cc.drycc.engine.EventSink;
import cc.drycc.engine.PodEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes events down on a thread of its own, in the order they happened: whoever tells one does not wait for the database.
 * Events help people; when there are too many, or the database is away for long, some are lost, and the log says so.
 */
public final class RecordEvents implements EventSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordEvents.class);
    private static final int WAITING = 5_000;
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventTable table;
    private final LinkedBlockingQueue<PodEvent> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread writer;

    public RecordEvents(EventTable table) {
        this.table = table;
        this.writer = Thread.ofVirtual().name("record-events").start(this::write);
    }

    @Override
    public void happened(PodEvent event) {
        if (!waiting.offer(event)) {
            LOG.warn("event=event-lost app={} reason={}", event.workload().app(), event.reason());
        }
    }

    private void write() {
        try {
            while (true) {
                var batch = new ArrayList<PodEvent>();
                batch.add(waiting.take());
                waiting.drainTo(batch);
                write(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("event=record-events-ended waiting={}", waiting.size());
        }
    }

    private void write(List<PodEvent> batch) throws InterruptedException {
        Set<AppName> apps = new HashSet<>();
        for (var event : batch) {
            addSurely(event);
            apps.add(event.workload().app());
        }
        for (var app : apps) {
            try {
                table.trim(app);
            } catch (DataAccessException e) {
                LOG.warn("event=events-not-trimmed app={} problem=\"{}\"", app, e.getMessage());
            }
        }
    }

    private void addSurely(PodEvent event) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                table.add(event);
                return;
            } catch (DataAccessException e) {
                if (tries == 2) {
                    LOG.warn(
                            "event=event-lost app={} reason={} problem=\"{}\"",
                            event.workload().app(),
                            event.reason(),
                            e.getMessage());
                    return;
                }
                Thread.sleep(DATABASE_AWAY);
            }
        }
    }

    /** Writes nothing more. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
