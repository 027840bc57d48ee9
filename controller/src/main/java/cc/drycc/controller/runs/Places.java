package cc.drycc.controller.runs;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.Quotas;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many one-off commands may run at the same time: on the whole platform, and within an app's quota of pods. */
final class Places {

    private final int atOnce;
    private final Quotas quotas;
    private final Map<UUID, Integer> taken = new HashMap<>();

    Places(int atOnce, Quotas quotas) {
        this.atOnce = atOnce;
        this.quotas = quotas;
    }

    /**
     * Takes one; whoever does gives it back with {@link #leave}.
     *
     * @throws Problem.TooMany when the platform has none left
     * @throws Problem.Forbidden when the app would have more pods than it may
     */
    synchronized void take(App app) {
        if (taken.values().stream().mapToInt(Integer::intValue).sum() >= atOnce) {
            throw new Problem.TooMany(
                    "%d one-off commands are running already; try again later".formatted(atOnce),
                    Duration.ofSeconds(10));
        }
        int runs = taken.getOrDefault(app.uuid(), 0);
        int pods = runs
                + app.structure().values().stream().mapToInt(Integer::intValue).sum();
        quotas.checkPods(app.name(), pods, pods + 1);
        taken.put(app.uuid(), runs + 1);
    }

    synchronized void leave(App app) {
        taken.computeIfPresent(app.uuid(), (uuid, runs) -> runs == 1 ? null : runs - 1);
    }
}
