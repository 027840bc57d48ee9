package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Workload;
import java.time.Duration;
import java.util.Locale;

/** Why a pod did not become ready, in words for the person who pushed. */
final class Verdict {

    /** Crashes of one pod that end the wait. */
    private static final int CRASHES = 3;

    private Verdict() {}

    /** Whether waiting longer is useless. Call under the workload's lock. */
    static boolean isHopeless(LivePod pod) {
        return pod.cannotStart() || pod.crashes() >= CRASHES;
    }

    /** Call under the workload's lock. */
    static String explain(LivePod pod, Workload workload, Duration waited) {
        return workload.ref().processType() + ": " + why(pod, workload, waited);
    }

    private static String why(LivePod pod, Workload workload, Duration waited) {
        String reason = pod.reason().orElse("");
        if (pod.cannotStart()) {
            return reason;
        }
        if (pod.crashes() > 0) {
            return crashed(reason, workload) + times(pod.crashes());
        }
        if (pod.isTerminating() || (reason.isEmpty() && pod.lastProbe().isEmpty())) {
            return "pod was not ready within " + seconds(waited);
        }
        if (workload.probes().readiness().isPresent()
                || workload.probes().startup().isPresent()) {
            return "pod was not ready within %s: %s"
                    .formatted(seconds(waited), pod.lastProbe().orElse(reason));
        }
        return workload.port().isPresent()
                ? "nothing listened on port %d within %s"
                        .formatted(workload.port().getAsInt(), seconds(waited))
                : "pod was not up within " + seconds(waited);
    }

    private static String crashed(String reason, Workload workload) {
        if (reason.equals("out of memory")) {
            return "pod ran out of memory (limit %d MiB)"
                    .formatted(workload.resources().memoryBytes() >> 20);
        }
        return reason.startsWith("exit code ")
                ? "pod exited with code " + reason.substring(10)
                : "pod was killed, " + reason;
    }

    private static String times(int crashes) {
        return switch (crashes) {
            case 1 -> "";
            case 2 -> " twice";
            case 3 -> " three times";
            default -> String.format(Locale.ROOT, " %d times", crashes);
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
