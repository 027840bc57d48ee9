package cc.drycc.controller.pods;

import cc.drycc.api.PodContainer;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodDetails;
import cc.drycc.engine.PodRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at one pod closely. */
public final class DescribePod {

    private static final int KILLED = 137;

    private final Engine engine;
    private final ReleaseLedger ledger;
    private final Builds builds;

    public DescribePod(Engine engine, ReleaseLedger ledger, Builds builds) {
        this.engine = engine;
        this.ledger = ledger;
        this.builds = builds;
    }

    /** @throws Problem.NotFound when the app has no such pod */
    public PodContainer describe(App app, String name) {
        var pod = engine.pods(app.name()).stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .orElseThrow(DescribePod::missing);
        return container(app, engine.describe(pod.name()).orElseThrow(DescribePod::missing));
    }

    private static Problem.NotFound missing() {
        return new Problem.NotFound("The pod does not exist in application.");
    }

    private PodContainer container(App app, PodDetails details) {
        var pod = details.pod();
        var why = pod.reason().orElse("");
        return new PodContainer(
                containerOf(pod),
                image(app, pod),
                details.entrypoint(),
                details.command(),
                state(details.now(), pod),
                details.last().map(last -> state(last, pod)).orElse(Map.of()),
                pod.ready(),
                pod.restarts(),
                pod.state() == Pod.State.UP ? "" : pod.state().word(),
                why.isEmpty() ? "" : reason(pod.state()),
                why);
    }

    /** How a pod's only container is called. */
    public static String containerOf(Pod pod) {
        return pod.workload().app() + "-" + pod.workload().processType();
    }

    private String image(App app, Pod pod) {
        return ledger.find(app.uuid(), pod.release())
                .flatMap(found -> found.build())
                .flatMap(builds::find)
                .map(build -> build.imageOf(pod.workload().processType()))
                .orElse("");
    }

    private static Map<String, Map<String, Object>> state(PodRun run, Pod pod) {
        return switch (run) {
            case PodRun.Running(Instant started) -> Map.of("running", Map.of("startedAt", seconds(started)));
            case PodRun.Waiting(String message) ->
                Map.of("waiting", of("reason", reason(pod.state()), "message", message));
            case PodRun.Ended(Instant started, Instant finished, int exitCode, boolean outOfMemory) ->
                Map.of(
                        "terminated",
                        of(
                                "exitCode",
                                outOfMemory ? KILLED : exitCode,
                                "reason",
                                outOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error",
                                "startedAt",
                                seconds(started),
                                "finishedAt",
                                seconds(finished)));
        };
    }

    /** In Kubernetes' words, which tools look for. */
    private static String reason(Pod.State state) {
        return switch (state) {
            case CRASHED -> "CrashLoopBackOff";
            case INITIALIZING, STARTING -> "ContainerCreating";
            case TERMINATING, DOWN -> "Terminating";
            case UP -> "NotReady";
        };
    }

    private static Map<String, Object> of(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
