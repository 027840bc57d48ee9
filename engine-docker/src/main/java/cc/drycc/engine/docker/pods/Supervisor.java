package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the engine's news to the pods: its event stream at once, and a slow comparison of everything for what the stream
 * lost. When the engine went away and came back, everything is compared at once.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration RESYNC = Duration.ofSeconds(30);
    /** At first we look more often: what an earlier process had asked for just before it died comes into being late. */
    private static final Duration FIRST_RESYNC = Duration.ofSeconds(2);

    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final Streams streams;
    private volatile Optional<Streams.Events> open = Optional.empty();

    public Supervisor(Fleet fleet, Streams streams) {
        this.fleet = fleet;
        this.streams = streams;
    }

    /** Starts listening, on threads of the fleet. */
    public void start() {
        fleet.spawn("engine-events", this::listen);
        fleet.spawn("engine-resync", this::resyncForEver);
    }

    private void listen() throws InterruptedException {
        while (!fleet.isClosed()) {
            try (Streams.Events events = streams.events()) {
                open = Optional.of(events);
                fleet.resync();
                events.readTo(fleet::happened);
            } catch (IOException | EngineProblem | Refused e) {
                if (!fleet.isClosed()) {
                    LOG.warn("event=engine-events-lost problem=\"{}\"", e.getMessage());
                }
            }
            Thread.sleep(RECONNECT);
        }
    }

    private void resyncForEver() throws InterruptedException {
        Duration pause = FIRST_RESYNC;
        Thread.sleep(pause);
        while (!fleet.isClosed()) {
            try {
                fleet.resync();
            } catch (EngineProblem | Refused e) {
                LOG.warn("event=resync-failed problem=\"{}\"", e.getMessage());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(RESYNC) < 0 ? pause.multipliedBy(2) : RESYNC;
        }
    }

    @Override
    public void close() {
        open.ifPresent(Streams.Events::close);
    }
}
