package cc.drycc.controller.logs;

import cc.drycc.engine.AppName;
import cc.drycc.engine.LogLine;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a line of an app's log reads: {@code 2026-11-21T03:04:05Z hello[web.4qm6w]: text} for what a pod wrote, {@code …
 * drycc[api]: text} for what the platform says (seed: "Retrieve Application Logs").
 */
final class LogText {

    private LogText() {}

    static String ofPod(AppName app, ProcessType type, LogLine line) {
        return "%s %s[%s.%s]: %s".formatted(time(line.time()), app, type, suffix(line.pod()), line.text());
    }

    static String ofPlatform(Instant time, String source, String text) {
        return "%s drycc[%s]: %s".formatted(time(time), source, text);
    }

    private static Instant time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String suffix(PodName pod) {
        return pod.value().substring(pod.value().lastIndexOf('-') + 1);
    }
}
