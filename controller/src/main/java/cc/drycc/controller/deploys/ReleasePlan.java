package cc.drycc.controller.deploys;

import cc.drycc.controller.builds.Build;
import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.healthchecks.Healthchecks;
import cc.drycc.controller.healthchecks.Lifecycles;
import cc.drycc.controller.limits.Limits;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Image;
import cc.drycc.engine.Probe;
import cc.drycc.engine.Probes;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Rollout;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release makes the engine run: one workload for each process type of its build, {@code web} first. The same
 * release, image and structure always give equal workloads, so applying a plan twice changes nothing.
 *
 * @param app whose release
 * @param version its number
 * @param summary what the release says about itself
 * @param created when it was made
 * @param build its build
 * @param image the build's image as the engine holds it
 * @param own the images of process types that have another one
 * @param config its config
 * @param platform the platform's deploy settings, which the config may override
 */
public record ReleasePlan(
        AppName app,
        int version,
        String summary,
        Instant created,
        Build build,
        Image image,
        Map<ProcessType, Image> own,
        ConfigState config,
        DeploySettings platform) {

    public ReleasePlan {
        own = Map.copyOf(own);
    }

    /** The image of a process type; one-off runs have the app's. */
    public Image image(ProcessType type) {
        return own.getOrDefault(type, image);
    }

    /** The port a web process gets when neither its config nor its image names one (reference controller). */
    public static final int DEFAULT_PORT = 5000;

    private static final Comparator<ProcessType> WEB_FIRST = Comparator.<ProcessType, Boolean>comparing(
                    type -> !type.equals(ProcessType.WEB))
            .thenComparing(Comparator.naturalOrder());

    /**
     * How many pods of each process type: as many as before; one for a {@code web} and none for another type that is new
     * (seed 5.5). Types the build no longer has are left out.
     */
    public SortedMap<ProcessType, Integer> structure(Map<ProcessType, Integer> before) {
        var structure = new TreeMap<ProcessType, Integer>();
        for (var type : build.processTypes()) {
            structure.put(type, before.getOrDefault(type, type.equals(ProcessType.WEB) ? 1 : 0));
        }
        return Collections.unmodifiableSortedMap(structure);
    }

    /**
     * The workloads in the order they are rolled out.
     *
     * @param structure wanted pods; a type that is missing gets what {@link #structure} says
     * @throws NotDeployable when the image cannot run
     */
    public List<Workload> workloads(Map<ProcessType, Integer> structure) throws NotDeployable {
        var counts = structure(structure);
        var workloads = new ArrayList<Workload>();
        for (var type : counts.keySet().stream().sorted(WEB_FIRST).toList()) {
            var start = start(type);
            var env = environment(type);
            var settings = settings(type);
            workloads.add(new Workload(
                    new WorkloadRef(app, type),
                    version,
                    image(type).id().asRef(),
                    start.entrypoint(),
                    start.command(),
                    env,
                    counts.getOrDefault(type, 0),
                    type.equals(ProcessType.WEB)
                            ? OptionalInt.of(port(type, config.environment(type)))
                            : OptionalInt.empty(),
                    Healthchecks.of(config, type),
                    Lifecycles.of(config, type),
                    Limits.of(config, type),
                    grace(type).orElse(settings.terminationGrace()),
                    patient(settings.rollout(), Healthchecks.of(config, type))));
        }
        return workloads;
    }

    /** What a container is started with; none of both means what its image says. */
    private record Start(List<String> entrypoint, List<String> command) {}

    private Start start(ProcessType type) throws NotDeployable {
        var pipeline = build.pipeline(type);
        var line = build.procfile().get(type);
        var start = pipeline.isPresent()
                ? new Start(
                        pipeline.get().deploy().command(),
                        pipeline.get().deploy().args())
                : line == null
                        ? new Start(List.of(), List.of())
                        : new Start(ShellCommand.ENTRYPOINT, ShellCommand.of(line));
        var own = image(type);
        if (start.entrypoint().isEmpty()
                && start.command().isEmpty()
                && own.entrypoint().isEmpty()
                && own.command().isEmpty()) {
            throw new NotDeployable(
                    pipeline.isPresent()
                            ? "%s: the image has no CMD and its pipeline no deploy.command; add one of them"
                                    .formatted(type)
                            : "%s: the image has no CMD and there is no Procfile; add one of them".formatted(type));
        }
        return start;
    }

    /** The environment of a container of this release; one-off runs are of the type {@link ProcessType#RUN}. */
    public Map<String, String> environment(ProcessType type) throws NotDeployable {
        var values = config.environment(type);
        var env = new TreeMap<>(AppEnvironment.of(app, version, summary, created, build.sha(), values));
        env.put("PORT", Integer.toString(port(type, values)));
        return env;
    }

    /** A batch has the time its probes wait before they look for the first time on top (reference controller). */
    private static Rollout patient(Rollout rollout, Probes probes) {
        var delay = Stream.of(probes.startup(), probes.readiness())
                .flatMap(Optional::stream)
                .map(Probe::initialDelay)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Rollout(rollout.batchSize(), rollout.timeoutPerBatch().plus(delay));
    }

    private Optional<Duration> grace(ProcessType type) {
        return Optional.ofNullable(
                        config.section(ConfigSection.TERMINATION_GRACE_PERIOD).get(type.value()))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(String.valueOf(seconds))));
    }

    private DeploySettings settings(ProcessType type) throws NotDeployable {
        try {
            return platform.with(config.environment(type));
        } catch (IllegalArgumentException e) {
            throw new NotDeployable(e.getMessage() + "; set it with `drycc config set`");
        }
    }

    private int port(ProcessType type, Map<String, String> values) throws NotDeployable {
        var configured = values.get("PORT");
        if (configured != null && !configured.isBlank()) {
            return configuredPort(configured.strip());
        }
        var exposed = image(type).exposedPorts();
        if (exposed.size() > 1 && type.equals(ProcessType.WEB)) {
            throw new NotDeployable("the image exposes several ports (%s); choose one with `drycc config set PORT=…`"
                    .formatted(exposed.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return exposed.size() == 1 ? exposed.iterator().next() : DEFAULT_PORT;
    }

    private static int configuredPort(String text) throws NotDeployable {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new NotDeployable("PORT needs to be between 1 and 65535");
    }
}
