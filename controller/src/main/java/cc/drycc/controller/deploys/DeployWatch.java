package cc.drycc.controller.deploys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The steps of deploys that run or just ended, for those who watch. Watchers read at their own pace: a slow terminal never slows a
 * rollout. Held in memory: who watches is connected to this process.
 */
final class DeployWatch {

    private static final int MOST_STEPS = 1_000;

    /** Ended deploys whose steps are kept for those who come a moment too late. */
    private static final int RECENT = 64;

    private final Map<Key, Steps> running = new HashMap<>();
    private final Map<Key, Steps> recent = new LinkedHashMap<>();

    private record Key(UUID app, int version) {}

    /** The steps of one deploy, past ones included. */
    synchronized Steps of(UUID app, int version) {
        var key = new Key(app, version);
        var ended = recent.get(key);
        return ended == null ? running.computeIfAbsent(key, unknown -> new Steps()) : ended;
    }

    /** Wakes everyone who watches: the ledger says how it ended. */
    synchronized void ended(UUID app, int version) {
        var key = new Key(app, version);
        var steps = running.remove(key);
        if (steps != null) {
            steps.wake();
            recent.put(key, steps);
            if (recent.size() > RECENT) {
                recent.remove(recent.keySet().iterator().next());
            }
        }
    }

    /** Nobody will end this deploy: it had ended before anybody watched. */
    synchronized void forget(UUID app, int version, Steps steps) {
        running.remove(new Key(app, version), steps);
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
