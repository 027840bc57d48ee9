package cc.drycc.controller.ptypes;

import cc.drycc.api.PtypeContainer;
import cc.drycc.api.PtypeInfo;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.nodes.DefaultTags;
import cc.drycc.controller.nodes.Tags;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Pod;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Workload;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at process types: rows say what should be, the engine says what is. */
public final class Ptypes {

    private final ReleaseLedger ledger;
    private final Builds builds;
    private final ReleaseRunner runner;
    private final Engine engine;
    private final DefaultTags defaults;

    public Ptypes(ReleaseLedger ledger, Builds builds, ReleaseRunner runner, Engine engine, DefaultTags defaults) {
        this.ledger = ledger;
        this.builds = builds;
        this.runner = runner;
        this.engine = engine;
        this.defaults = defaults;
    }

    /** Every process type the app should run, or has pods of. */
    List<PtypeInfo> list(App app) {
        var pods = engine.pods(app.name()).stream()
                .filter(pod -> pod.state() != Pod.State.TERMINATING)
                .collect(Collectors.groupingBy(pod -> pod.workload().processType()));
        var current = ofRelease(app);
        var types = new TreeSet<>(app.structure().keySet());
        types.addAll(pods.keySet());
        return types.stream()
                .map(type -> info(app, type, pods.getOrDefault(type, List.of()), current))
                .toList();
    }

    private PtypeInfo info(App app, ProcessType type, List<Pod> pods, Set<ProcessType> current) {
        int version = version(app, type);
        int ready = (int) pods.stream().filter(Pod::ready).count();
        var started = pods.stream()
                .map(Pod::started)
                .max(Comparator.naturalOrder())
                .or(() -> ledger.find(app.uuid(), version).map(Release::created))
                .orElse(Instant.EPOCH);
        return new PtypeInfo(
                type.value(),
                "v" + version,
                ready + "/" + app.structure().getOrDefault(type, 0),
                (int) pods.stream().filter(pod -> pod.release() == version).count(),
                ready,
                started,
                !current.contains(type));
    }

    private static int version(App app, ProcessType type) {
        return app.diverged().getOrDefault(type, app.current());
    }

    /** The process types of the release the app should run. */
    Set<ProcessType> ofRelease(App app) {
        return ledger.find(app.uuid(), app.current())
                .flatMap(Release::build)
                .flatMap(builds::find)
                .map(Build::processTypes)
                .orElse(Set.of());
    }

    /**
     * How containers of a process type are started.
     *
     * @throws Problem.NotFound when the app has no such process type
     * @throws Problem.Refused when its release cannot run
     */
    PtypeContainer describe(App app, ProcessType type) {
        var release = ledger.find(app.uuid(), version(app, type)).orElseThrow(Ptypes::unknown);
        var build = release.build().flatMap(builds::find).orElseThrow(Ptypes::unknown);
        try {
            var plan = runner.plan(app, release).orElseThrow(Ptypes::unknown);
            return plan.workloads(app.structure()).stream()
                    .filter(workload -> workload.ref().processType().equals(type))
                    .findFirst()
                    .map(workload -> container(app, workload, build, plan.config()))
                    .orElseThrow(Ptypes::unknown);
        } catch (NotDeployable e) {
            throw new Problem.Refused(e.reason());
        }
    }

    static Problem.NotFound unknown() {
        return new Problem.NotFound("The process type does not exist in application.");
    }

    private PtypeContainer container(App app, Workload workload, Build build, ConfigState config) {
        var probes = workload.probes();
        return new PtypeContainer(
                app.name() + "-" + workload.ref().processType(),
                build.imageOf(workload.ref().processType()),
                workload.entrypoint(),
                workload.command(),
                probe(probes.startup()),
                probe(probes.liveness()),
                probe(probes.readiness()),
                Quantities.of(workload.resources()),
                List.of(),
                defaults.or(Tags.of(config, workload.ref().processType())));
    }

    private static Map<String, Object> probe(Optional<cc.drycc.engine.Probe> probe) {
        return probe.map(ShownProbe::of).orElse(Map.of());
    }
}
