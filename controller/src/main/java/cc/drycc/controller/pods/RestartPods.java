package cc.drycc.controller.pods;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Replaces pods by fresh ones; each new pod is ready before its predecessor goes. */
public final class RestartPods {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Apps apps;
    private final Engine engine;
    private final AppTurns turns;
    private final AppLog log;

    public RestartPods(Apps apps, Engine engine, AppTurns turns, AppLog log) {
        this.apps = apps;
        this.engine = engine;
        this.turns = turns;
        this.log = log;
    }

    /** All pods of the app. @return the fresh pods, none when there were none */
    public List<Pod> all(App app, String who) throws InterruptedException {
        log.say(app.uuid(), "api", who + " restarted all pods");
        return restart(app, pod -> true);
    }

    /**
     * The pods of a process type, or the one pod of this name.
     *
     * @throws Problem.NotFound when the app has neither
     */
    public List<Pod> typeOrName(App app, String who, String typeOrName) throws InterruptedException {
        boolean type =
                app.structure().keySet().stream().anyMatch(each -> each.value().equals(typeOrName));
        if (!type
                && engine.pods(app.name()).stream()
                        .noneMatch(pod -> pod.name().value().equals(typeOrName))) {
            throw new Problem.NotFound(
                    "process type or pod %s does not exist in application".formatted(printable(typeOrName)));
        }
        log.say(app.uuid(), "api", who + " restarted " + typeOrName);
        return restart(
                app,
                pod -> type
                        ? pod.workload().processType().value().equals(typeOrName)
                        : pod.name().value().equals(typeOrName));
    }

    /** Pods by name: the wanted number of pods stays, so each is replaced. @throws Problem.NotFound when one is not there */
    public List<Pod> named(App app, String who, Collection<String> names) throws InterruptedException {
        var there =
                engine.pods(app.name()).stream().map(pod -> pod.name().value()).collect(Collectors.toSet());
        for (var name : names) {
            if (!there.contains(name)) {
                throw new Problem.NotFound("pod %s does not exist in application".formatted(printable(name)));
            }
        }
        log.say(app.uuid(), "api", who + " deleted " + String.join(", ", names));
        return restart(app, pod -> names.contains(pod.name().value()));
    }

    private List<Pod> restart(App app, Predicate<Pod> which) throws InterruptedException {
        try {
            return turns.take(app.uuid(), () -> {
                if (apps.find(app.uuid()).isEmpty()) {
                    throw Problem.NotFound.app();
                }
                return replace(app, which);
            });
        } catch (RolloutFailed e) {
            throw new Problem.Refused("the restart failed, the old pods serve on: " + e.getMessage());
        } catch (EngineProblem e) {
            throw new Problem.Unavailable("the restart failed: " + e.getMessage());
        }
    }

    private List<Pod> replace(App app, Predicate<Pod> which) throws RolloutFailed, InterruptedException {
        var chosen = engine.pods(app.name()).stream()
                .filter(pod -> pod.state() != Pod.State.TERMINATING)
                .filter(which)
                .collect(Collectors.groupingBy(
                        Pod::workload,
                        () -> new TreeMap<WorkloadRef, Set<PodName>>(
                                java.util.Comparator.comparing(WorkloadRef::processType)),
                        Collectors.mapping(Pod::name, Collectors.toSet())));
        var fresh = new ArrayList<Pod>();
        for (var workload : chosen.entrySet()) {
            fresh.addAll(engine.replace(workload.getKey(), workload.getValue(), TIMEOUT));
        }
        return fresh;
    }

    private static String printable(String text) {
        var clean = text.replaceAll("[^a-zA-Z0-9._-]", "?");
        return clean.length() <= 100 ? clean : clean.substring(0, 100) + "…";
    }
}
