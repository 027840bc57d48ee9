package cc.drycc.controller.pods;

import cc.drycc.api.PodContainer;
import cc.drycc.api.PodInfo;
import cc.drycc.api.PodNames;
import cc.drycc.api.Results;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Pod;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/pods}: what runs. */
@RestController
@RequestMapping("/v2/apps/{app}/pods")
public final class PodRoutes {

    private static final Comparator<Pod> NEWEST_FIRST =
            Comparator.comparing(Pod::started).reversed().thenComparing(Pod::name);

    private final Engine engine;
    private final RestartPods restart;
    private final DescribePod describe;

    public PodRoutes(Engine engine, RestartPods restart, DescribePod describe) {
        this.describe = describe;
        this.engine = engine;
        this.restart = restart;
    }

    @GetMapping
    Results<PodInfo> list(@For(Action.VIEW) App app) {
        return Results.of(pods(app, pod -> true));
    }

    @GetMapping("/{type}")
    Results<PodInfo> ofType(@For(Action.VIEW) App app, @PathVariable String type) {
        var pods = pods(app, pod -> pod.workload().processType().value().equals(type));
        if (pods.isEmpty()
                && app.structure().keySet().stream()
                        .noneMatch(known -> known.value().equals(type))) {
            throw new Problem.NotFound("The process type does not exist in application.");
        }
        return Results.of(pods);
    }

    @GetMapping("/{pod}/describe")
    Results<PodContainer> describe(@For(Action.VIEW) App app, @PathVariable String pod) {
        return Results.of(List.of(describe.describe(app, pod)));
    }

    @PostMapping("/restart")
    List<PodInfo> restartAll(User user, @For(Action.CHANGE) App app) throws InterruptedException {
        return infos(restart.all(app, user.username()));
    }

    @PostMapping("/{typeOrName}/restart")
    List<PodInfo> restart(User user, @For(Action.CHANGE) App app, @PathVariable String typeOrName)
            throws InterruptedException {
        return infos(restart.typeOrName(app, user.username(), typeOrName));
    }

    /** The wanted number of pods stays: each deleted one is replaced, which is what a person wants it for. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(User user, @For(Action.CHANGE) App app, @Body PodNames wanted) throws InterruptedException {
        var names = wanted.podIds() == null
                ? List.<String>of()
                : Arrays.stream(wanted.podIds().split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            throw new Problem.InvalidField("pod_ids", "This field is required.");
        }
        restart.named(app, user.username(), names);
    }

    private List<PodInfo> pods(App app, Predicate<Pod> which) {
        return infos(engine.pods(app.name()).stream()
                .filter(which)
                .sorted(NEWEST_FIRST)
                .toList());
    }

    private static List<PodInfo> infos(List<Pod> pods) {
        return pods.stream().map(PodRoutes::info).toList();
    }

    private static PodInfo info(Pod pod) {
        return new PodInfo(
                pod.name().value(),
                "v" + pod.release(),
                pod.workload().processType().value(),
                pod.state().word(),
                pod.ready() ? "1/1" : "0/1",
                pod.restarts(),
                pod.started(),
                pod.reason().orElse(null));
    }
}
