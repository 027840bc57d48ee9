package cc.drycc.controller.deploys;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The steps of running deploys, for those who watch. Watchers read at their own pace: a slow terminal never slows a
 * rollout. Held in memory: who watches is connected to this process.
 */
final class DeployWatch {

    private static final int MOST_STEPS = 1_000;

    private final ConcurrentHashMap<Key, Steps> deploys = new ConcurrentHashMap<>();

    private record Key(UUID app, int version) {}

    /** The steps of one deploy, past ones included when it runs already. */
    Steps of(UUID app, int version) {
        return deploys.computeIfAbsent(new Key(app, version), key -> new Steps());
    }

    /** Wakes everyone who watches: the ledger says how it ended. */
    void ended(UUID app, int version) {
        var steps = deploys.remove(new Key(app, version));
        if (steps != null) {
            steps.wake();
        }
    }

    void forget(UUID app, int version, Steps steps) {
        deploys.remove(new Key(app, version), steps);
    }

    /** An append-only list that can be waited on. */
    static final class Steps {
        private final List<String> texts = new ArrayList<>();
        private boolean ended;

        synchronized void add(String text) {
            if (texts.size() < MOST_STEPS) {
                texts.add(text);
                notifyAll();
            }
        }

        synchronized void wake() {
            ended = true;
            notifyAll();
        }

        /** The steps after the first {@code seen}; waits for one, for the end, or for at most so long. */
        synchronized List<String> after(int seen, long millis) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (texts.size() <= seen && !ended) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            return List.copyOf(texts.subList(seen, texts.size()));
        }
    }
}
