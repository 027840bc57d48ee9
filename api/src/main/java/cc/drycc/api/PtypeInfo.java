package cc.drycc.api;

import java.time.Instant;

/**
 * A process type of an app and how its pods are.
 *
 * @param name its name
 * @param release the release it should run: {@code v2}
 * @param ready pods ready of those wanted, {@code 1/1}
 * @param upToDate pods that run that release
 * @param availableReplicas pods that are ready
 * @param started when its newest pod started; without pods, when its release was made
 * @param garbage whether the app's release no longer has it
 */
public record PtypeInfo(
        String name,
        String release,
        String ready,
        int upToDate,
        int availableReplicas,
        Instant started,
        boolean garbage) {

    public PtypeInfo {
        started = Seconds.of(started);
    }
}
