package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.nodes.Tags;
import cc.drycc.controller.registry.RestoreImage;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.Pod;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.RolloutProgress;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.imagebuilder.ConfigSecrets;
import cc.drycc.imagebuilder.transcript.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the engine run a release: reads its rows, plans its workloads, applies them. Changes no row. Whoever calls has
 * the app's turn.
 */
public final class ReleaseRunner {

    private final Builds builds;
    private final Configs configs;
    private final ReleaseLedger ledger;
    private final Engine engine;
    private final Node node;
    private final DeploySettings platform;
    private final RestoreImage restore;

    public ReleaseRunner(
            Builds builds,
            Configs configs,
            ReleaseLedger ledger,
            Engine engine,
            Node node,
            DeploySettings platform,
            RestoreImage restore) {
        this.builds = builds;
        this.configs = configs;
        this.ledger = ledger;
        this.engine = engine;
        this.node = node;
        this.platform = platform;
        this.restore = restore;
    }

    /**
     * What the release runs; empty for one without a build, which runs nothing.
     *
     * @throws NotDeployable when its image is gone
     */
    public Optional<ReleasePlan> plan(App app, Release release) throws NotDeployable {
        return plan(app, release, release.build().flatMap(builds::find));
    }

    private Optional<ReleasePlan> plan(App app, Release release, Optional<Build> build) throws NotDeployable {
        if (build.isEmpty()) {
            return Optional.empty();
        }
        var config = configs.state(release.config());
        checkNode(build.get(), config);
        return Optional.of(new ReleasePlan(
                app.name(),
                release.version(),
                release.summary(),
                release.created(),
                build.get(),
                image(release, build.get().imageId()),
                own(release, build.get()),
                config,
                platform));
    }

    /**
     * As {@link #plan}, for a release that is to run now: images the engine has lost come back from the platform's
     * registry, which may take minutes.
     *
     * @throws NotDeployable also when the registry does not give them
     */
    public Optional<ReleasePlan> planWithImages(App app, Release release) throws NotDeployable, InterruptedException {
        var build = release.build().flatMap(builds::find);
        try {
            for (var id : build.map(Build::imageIds).orElse(Set.of())) {
                restore.restore(app, id);
            }
        } catch (BuildFailed e) {
            throw new NotDeployable("the image of v%d is no longer in the engine's store and cannot be pulled: %s"
                    .formatted(release.version(), e.getMessage()));
        }
        return plan(app, release, build);
    }

    /** Tags were checked when they were set; the operator may have labelled the machine anew since. */
    private void checkNode(Build build, ConfigState config) throws NotDeployable {
        for (var type : build.processTypes()) {
            var tags = Tags.of(config, type);
            if (!node.matches(tags)) {
                throw new NotDeployable(
                        "%s: no node has its tags %s; change them with `drycc tags`".formatted(type, Node.words(tags)));
            }
        }
    }

    private Map<ProcessType, Image> own(Release release, Build build) throws NotDeployable {
        var own = new TreeMap<ProcessType, Image>();
        for (var type : build.processTypes()) {
            var id = build.imageIdOf(type);
            if (!id.equals(build.imageId())) {
                own.put(type, image(release, id));
            }
        }
        return own;
    }

    private Image image(Release release, Optional<ImageId> id) throws NotDeployable {
        if (id.isEmpty()) {
            throw new NotDeployable("the build of v%d never finished; push again".formatted(release.version()));
        }
        return engine.images()
                .find(id.get().asRef())
                .orElseThrow(() -> new NotDeployable("the image of v%d is no longer in the engine's store; push again"
                        .formatted(release.version())));
    }

    /** The process types its deploy is for; none without a build. */
    Set<ProcessType> types(Release release) {
        return release.build().flatMap(builds::find).stream()
                .flatMap(build -> build.processTypes().stream())
                .filter(release::isFor)
                .collect(Collectors.toSet());
    }

    /** Runs a job of a release to its end. */
    JobEnd run(Job job, OutputSink output) throws InterruptedException {
        return engine.run(job, output);
    }

    /** Whether the engine still has an image. */
    boolean has(ImageId image) {
        return engine.images().find(image.asRef()).isPresent();
    }

    /** Takes the release's config out of what is shown to people. */
    Redaction redaction(Release release) {
        return ConfigSecrets.redaction(configs.state(release.config()).secrets());
    }

    /**
     * Rolls the workloads out one after the other, {@code web} first, so that a release that cannot serve stops before it
     * touches anything else.
     */
    public void apply(List<Workload> workloads, RolloutProgress progress) throws RolloutFailed, InterruptedException {
        for (var workload : workloads) {
            engine.apply(workload, progress);
        }
    }

    /** Stops the process types of the app that are not among these. */
    public void removeOthers(App app, Set<ProcessType> wanted) throws InterruptedException {
        var running = engine.pods(app.name()).stream()
                .filter(pod -> pod.state() != Pod.State.TERMINATING)
                .map(Pod::workload)
                .map(WorkloadRef::processType)
                .collect(Collectors.toSet());
        for (var type : running) {
            if (!wanted.contains(type)) {
                engine.remove(new WorkloadRef(app.name(), type));
            }
        }
    }

    /**
     * Makes the app run this release with so many pods, whatever ran before; process types that diverge run theirs. With
     * nothing to change it is quick.
     */
    public void converge(App app, Release release, Map<ProcessType, Integer> structure, RolloutProgress progress)
            throws NotDeployable, RolloutFailed, InterruptedException {
        var workloads = new ArrayList<Workload>();
        for (var workload : workloads(app, release, structure)) {
            if (!app.diverged().containsKey(workload.ref().processType())) {
                workloads.add(workload);
            }
        }
        for (var diverged : app.diverged().entrySet()) {
            var other = ledger.find(app.uuid(), diverged.getValue());
            for (var workload : other.isPresent() ? workloads(app, other.get(), structure) : List.<Workload>of()) {
                if (workload.ref().processType().equals(diverged.getKey())) {
                    workloads.add(workload);
                }
            }
        }
        apply(workloads, progress);
        removeOthers(
                app,
                workloads.stream().map(workload -> workload.ref().processType()).collect(Collectors.toSet()));
    }

    private List<Workload> workloads(App app, Release release, Map<ProcessType, Integer> structure)
            throws NotDeployable, InterruptedException {
        var plan = planWithImages(app, release);
        return plan.isPresent() ? plan.get().workloads(structure) : List.of();
    }

    /** The process types of which pods of this release run. */
    Set<ProcessType> typesRunning(App app, Release release) {
        return engine.pods(app.name()).stream()
                .filter(pod -> pod.state() != Pod.State.TERMINATING && pod.release() == release.version())
                .map(pod -> pod.workload().processType())
                .collect(Collectors.toSet());
    }
}
