package cc.drycc.engine;

import java.util.List;

/** Workloads with one thing changed. */
final class With {

    private With() {}

    static Workload probes(Workload w, Probes probes) {
        return new Workload(
                w.ref(),
                w.release(),
                w.image(),
                w.entrypoint(),
                w.command(),
                w.env(),
                w.replicas(),
                w.port(),
                probes,
                w.lifecycle(),
                w.resources(),
                w.terminationGrace(),
                w.rollout());
    }

    static Workload lifecycle(Workload w, Lifecycle lifecycle) {
        return new Workload(
                w.ref(),
                w.release(),
                w.image(),
                w.entrypoint(),
                w.command(),
                w.env(),
                w.replicas(),
                w.port(),
                w.probes(),
                lifecycle,
                w.resources(),
                w.terminationGrace(),
                w.rollout());
    }

    static Workload rollout(Workload w, Rollout rollout) {
        return new Workload(
                w.ref(),
                w.release(),
                w.image(),
                w.entrypoint(),
                w.command(),
                w.env(),
                w.replicas(),
                w.port(),
                w.probes(),
                w.lifecycle(),
                w.resources(),
                w.terminationGrace(),
                rollout);
    }

    static Workload resources(Workload w, Resources resources) {
        return new Workload(
                w.ref(),
                w.release(),
                w.image(),
                w.entrypoint(),
                w.command(),
                w.env(),
                w.replicas(),
                w.port(),
                w.probes(),
                w.lifecycle(),
                resources,
                w.terminationGrace(),
                w.rollout());
    }

    static Workload image(Workload w, ImageRef image, List<String> command) {
        return new Workload(
                w.ref(),
                w.release(),
                image,
                w.entrypoint(),
                command,
                w.env(),
                w.replicas(),
                w.port(),
                w.probes(),
                w.lifecycle(),
                w.resources(),
                w.terminationGrace(),
                w.rollout());
    }

    static Workload app(Workload w, AppName app) {
        return new Workload(
                new WorkloadRef(app, w.ref().processType()),
                w.release(),
                w.image(),
                w.entrypoint(),
                w.command(),
                w.env(),
                w.replicas(),
                w.port(),
                w.probes(),
                w.lifecycle(),
                w.resources(),
                w.terminationGrace(),
                w.rollout());
    }
}
