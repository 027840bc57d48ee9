package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.Attached;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Hijacked;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Streams;
import cc.drycc.engine.docker.jobs.JobRunner;
import cc.drycc.engine.docker.pods.StartFailure;

/** Starts jobs that somebody talks to. */
public final class JobStart {

    private final Containers containers;
    private final Streams streams;

    public JobStart(Containers containers, Streams streams) {
        this.containers = containers;
        this.streams = streams;
    }

    /** See {@link cc.drycc.engine.Engine#start(Job, Interaction)}. */
    public Attached start(Job job, Interaction interaction) {
        String id;
        try {
            id = containers.create(JobRunner.spec(job), interaction);
        } catch (Refused e) {
            return new NotStarted(
                    e.notFound()
                            ? "image %s is not on this machine".formatted(job.image())
                            : "the container engine refused: " + e.words());
        }
        try {
            return started(id, job, interaction);
        } catch (Refused e) {
            containers.remove(id);
            return new NotStarted(StartFailure.explain(e));
        } catch (RuntimeException e) {
            containers.remove(id);
            throw e;
        }
    }

    private Attached started(String id, Job job, Interaction interaction) {
        Hijacked pipe;
        try {
            pipe = streams.attachBothWays(id, interaction);
        } catch (Refused e) {
            // Podman prepares the process to attach to it, and does not say there what is wrong with it; a start does.
            containers.start(id);
            throw e;
        }
        try {
            containers.start(id);
            JobProcess process = new JobProcess(id, job, interaction, pipe, containers);
            interaction.terminal().ifPresent(process::resize);
            return process;
        } catch (RuntimeException e) {
            pipe.close();
            throw e;
        }
    }
}
