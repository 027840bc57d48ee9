package cc.drycc.controller.autoscale;

import cc.drycc.engine.PodName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes rates of clocks: how many cores pods used between two looks. */
final class CpuMeter {

    private record Reading(Duration used, Instant at) {}

    private final Map<PodName, Reading> last = new HashMap<>();
    private final Map<PodName, Double> cores = new HashMap<>();

    /** Takes what the clocks of an app's pods show now; a pod that is not among them is forgotten. */
    void read(Map<PodName, Duration> clocks, Instant now) {
        last.keySet().retainAll(clocks.keySet());
        cores.keySet().retainAll(clocks.keySet());
        clocks.forEach((pod, used) -> {
            var before = last.put(pod, new Reading(used, now));
            // A clock that went back belongs to a container that was started again.
            if (before == null || used.compareTo(before.used()) < 0 || !now.isAfter(before.at())) {
                cores.remove(pod);
            } else {
                double passed = Duration.between(before.at(), now).toNanos();
                cores.put(pod, used.minus(before.used()).toNanos() / passed);
            }
        });
    }

    /** What those of these pods used on average that two looks saw; empty when none did. */
    OptionalDouble average(Collection<PodName> pods) {
        return pods.stream()
                .filter(cores::containsKey)
                .mapToDouble(pod -> cores.getOrDefault(pod, 0.0))
                .average();
    }
}
