package cc.drycc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that never stop asking while something happens. */
public final class RequestLoop {

    private final AtomicInteger answers = new AtomicInteger();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean over;

    private RequestLoop() {}

    /** What may happen under load. */
    @FunctionalInterface
    public interface Event {
        void happen() throws Exception;
    }

    /** Asks with so many clients while the event happens, and until their last answers came. */
    public static RequestLoop during(EdgeInMiniature edge, WorkloadRef workload, int clients, Event event)
            throws Exception {
        RequestLoop loop = new RequestLoop();
        for (int i = 0; i < clients; i++) {
            loop.clients.add(Thread.ofVirtual().start(() -> loop.ask(edge, workload)));
        }
        try {
            event.happen();
        } finally {
            loop.over = true;
            for (Thread client : loop.clients) {
                client.join();
            }
        }
        return loop;
    }

    private void ask(EdgeInMiniature edge, WorkloadRef workload) {
        while (!over) {
            try {
                bodies.add(edge.get(workload));
                answers.incrementAndGet();
                Thread.sleep(2);
            } catch (IOException | UncheckedIOException e) {
                failures.add(String.valueOf(e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    public int answers() {
        return answers.get();
    }

    public Set<String> bodies() {
        return Set.copyOf(bodies);
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }
}
