package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.ContainerSpec;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Refused;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Makes the containers of new pods. Starting them is their keeper's work. */
final class PodMaker {

    /** Digits and letters without those that make words or look alike, as in Kubernetes pod names. */
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    private static final int NAME_TRIES = 3;

    private final Fleet fleet;
    private final Containers containers;
    private final SecureRandom random = new SecureRandom();

    PodMaker(Fleet fleet, Containers containers) {
        this.fleet = fleet;
        this.containers = containers;
    }

    /** Makes so many pods at once and gives each a keeper. */
    List<LivePod> make(WorkloadPods group, Workload workload, int count) throws RolloutFailed, InterruptedException {
        PodSpec spec = PodSpec.of(workload);
        List<FutureTask<LivePod>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FutureTask<LivePod> task = new FutureTask<>(() -> makeOne(group, workload, spec));
            tasks.add(task);
            Thread.ofVirtual().name("make-" + workload.ref()).start(task);
        }
        List<LivePod> made = new ArrayList<>();
        Optional<Throwable> problem = Optional.empty();
        for (FutureTask<LivePod> task : tasks) {
            try {
                made.add(task.get());
            } catch (ExecutionException e) {
                problem = Optional.ofNullable(e.getCause());
            }
        }
        if (problem.isPresent()) {
            fleet.retire(group, made, Fleet.Stop.KILL);
            group.happened("FailedCreate", "Error creating: " + problem.get().getMessage());
            throw failure(problem.get(), workload);
        }
        return made;
    }

    private static RolloutFailed failure(Throwable problem, Workload workload) {
        return switch (problem) {
            case Refused refused
            when refused.notFound() ->
                new RolloutFailed(
                        "%s: image %s is not on this machine any more; push or pull it again"
                                .formatted(workload.ref().processType(), workload.image()),
                        List.of());
            case Refused refused ->
                new RolloutFailed(
                        "%s: the container engine refused to make a pod: %s"
                                .formatted(workload.ref().processType(), refused.words()),
                        List.of());
            case EngineProblem away -> throw away;
            default -> throw new IllegalStateException(problem);
        };
    }

    private LivePod makeOne(WorkloadPods group, Workload workload, PodSpec spec) {
        for (int tries = 1; ; tries++) {
            PodName name = name(workload.ref(), spec.revision());
            group.making(name);
            try {
                String id = containers.create(spec(workload, spec, name));
                Container made = Container.made(id, name.value());
                tellMade(group, name, workload);
                return fleet.admit(group, made, spec);
            } catch (Refused e) {
                if (e.status() != 409 || tries == NAME_TRIES) {
                    throw e;
                }
            } finally {
                group.made(name);
            }
        }
    }

    private static void tellMade(WorkloadPods group, PodName name, Workload workload) {
        group.happened(
                name,
                "Scheduled",
                "Successfully assigned %s/%s to localhost"
                        .formatted(workload.ref().app(), name));
        group.happened(name, "Pulled", "Container image \"%s\" already present on machine".formatted(workload.image()));
        group.happened(name, "Created", "Created container " + Events.container(workload.ref()));
    }

    private ContainerSpec spec(Workload workload, PodSpec spec, PodName name) {
        return new ContainerSpec(
                name,
                workload.image(),
                workload.entrypoint(),
                workload.command(),
                workload.env(),
                workload.resources(),
                spec.labels(),
                aliases(workload.ref()),
                ContainerSpec.Kind.POD);
    }

    /** The web pods of an app answer to {@code app.app}, as a Kubernetes service in its own namespace does (seed 5.6). */
    private static List<String> aliases(WorkloadRef ref) {
        if (!ref.processType().equals(ProcessType.WEB)) {
            return List.of();
        }
        String name = ref.app() + "." + ref.app();
        return List.of(name, name + ".svc");
    }

    private PodName name(WorkloadRef ref, Revision revision) {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
        }
        return new PodName("%s-%s-%s-%s".formatted(ref.app(), ref.processType(), revision.shown(), suffix));
    }
}
