package cc.drycc.buildservice.clients;

import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** How much one client may have at once and order in a minute, and how much all may have waiting. */
public final class Quotas {

    private static final long WINDOW_SECONDS = 60;
    private static final int REMEMBERED = 10_000;

    private final Limits limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Count> counts = new HashMap<>();

    /**
     * The numbers.
     *
     * @param waiting jobs of all clients that may wait
     * @param each jobs of one client that may be under way, waiting ones included
     * @param perMinute orders of one client
     */
    public record Limits(int waiting, int each, int perMinute) {}

    private record Count(long window, int orders) {}

    public Quotas(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** @throws Problem when one more job is too many, saying when to try again */
    public void check(Client client, Jobs jobs) {
        checkRate(client);
        var load = jobs.load(client.origin());
        if (load.ofOrigin() >= limits.each()) {
            throw Problem.later(
                    Kind.TOO_MANY,
                    "%d of your jobs are under way; %d may be.".formatted(load.ofOrigin(), limits.each()),
                    jobs.usualTime());
        }
        if (load.waiting() >= limits.waiting()) {
            throw Problem.later(Kind.UNAVAILABLE, "Too many jobs are waiting; nothing was taken.", jobs.usualTime());
        }
    }

    private void checkRate(Client client) {
        long now = clock.instant().getEpochSecond();
        long window = now / WINDOW_SECONDS;
        lock.lock();
        try {
            var before = counts.get(client.origin());
            int orders = before != null && before.window() == window ? before.orders() : 0;
            if (orders >= limits.perMinute()) {
                throw Problem.later(
                        Kind.TOO_MANY,
                        "%d orders a minute are allowed.".formatted(limits.perMinute()),
                        Duration.ofSeconds((window + 1) * WINDOW_SECONDS - now));
            }
            if (counts.size() >= REMEMBERED) {
                counts.values().removeIf(count -> count.window() != window);
            }
            counts.put(client.origin(), new Count(window, orders + 1));
        } finally {
            lock.unlock();
        }
    }
}
