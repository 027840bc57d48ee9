package cc.drycc.engine.docker.jobs;

import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.JobFiles;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.ContainerFiles;
import cc.drycc.engine.docker.daemon.ContainerSpec;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.KeptFolders;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Streams;
import cc.drycc.engine.docker.pods.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs jobs. The container is removed whatever happens; one whose process died with us is removed at the next start. */
public final class JobRunner {

    /** After the process ended, or was killed, its last output must come within this. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private final Containers containers;
    private final Streams streams;

    private final KeptFolders kept;
    private final ContainerFiles files;

    public JobRunner(Containers containers, Streams streams, KeptFolders kept, ContainerFiles files) {
        this.containers = containers;
        this.streams = streams;
        this.kept = kept;
        this.files = files;
    }

    /** See {@link cc.drycc.engine.Engine#run(Job, JobFiles, OutputSink)}. */
    public JobEnd run(Job job, JobFiles wanted, OutputSink output) throws InterruptedException {
        String id;
        try {
            id = containers.create(
                    spec(job), Interaction.NONE, wanted.kept().map(folder -> kept.bind(job.app(), folder)));
        } catch (Refused e) {
            return new JobEnd.NotStarted(
                    e.notFound()
                            ? "image %s is not on this machine".formatted(job.image())
                            : "the container engine refused: " + e.words());
        }
        try {
            wanted.in().forEach(archive -> files.put(id, archive));
            JobEnd end = run(id, job, new CappedOutput(output, job.maxOutputBytes()));
            if (end.equals(new JobEnd.Exited(0)) && wanted.out().isPresent()) {
                containers.awaitPutAway(id);
                files.take(id, wanted.out().get());
            }
            return end;
        } finally {
            removeCertainly(id);
        }
    }

    /** A remove that an interrupt cannot stop: the flag is put back afterwards. */
    private void removeCertainly(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            containers.signal(id, "SIGKILL");
            containers.remove(id);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The container of a job. */
    public static ContainerSpec spec(Job job) {
        return new ContainerSpec(
                job.name(),
                job.image(),
                job.entrypoint(),
                job.command(),
                job.env(),
                job.resources(),
                Map.of(Labels.APP, job.app().value(), Labels.JOB, job.name().value()),
                List.of(),
                ContainerSpec.Kind.JOB);
    }

    private JobEnd run(String id, Job job, OutputSink output) throws InterruptedException {
        try (Streams.Output attached = streams.attach(id)) {
            return run(id, job, output, attached);
        } catch (Refused e) {
            return notAttached(id, e);
        }
    }

    /** Podman prepares the process to attach to it, and does not say there what is wrong with it; a start does. */
    private JobEnd notAttached(String id, Refused refused) {
        try {
            containers.start(id);
        } catch (Refused e) {
            return new JobEnd.NotStarted(StartFailure.explain(e));
        }
        throw refused;
    }

    private JobEnd run(String id, Job job, OutputSink output, Streams.Output attached) throws InterruptedException {
        long deadline = System.nanoTime() + job.timeout().toNanos();
        FutureTask<Boolean> reading = new FutureTask<>(() -> attached.readTo(output), true);
        Thread.ofVirtual().name("job-" + job.name()).start(reading);
        try {
            containers.start(id);
        } catch (Refused e) {
            return new JobEnd.NotStarted(StartFailure.explain(e));
        }
        boolean ended = finished(reading, Duration.ofNanos(deadline - System.nanoTime()))
                && containers.awaitEnd(id, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (!ended) {
            containers.signal(id, "SIGKILL");
            finished(reading, LAST_OUTPUT);
            return new JobEnd.TimedOut(job.timeout());
        }
        return end(id, job);
    }

    private JobEnd end(String id, Job job) {
        Optional<Container> ended = containers.look(id);
        if (ended.isEmpty()) {
            return new JobEnd.NotStarted("its container was removed by somebody else");
        }
        return ended.get().outOfMemory()
                ? new JobEnd.OutOfMemory(job.resources().memoryBytes())
                : new JobEnd.Exited(ended.get().exitCode());
    }

    private static boolean finished(FutureTask<Boolean> reading, Duration atMost) throws InterruptedException {
        try {
            return reading.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e);
        }
    }
}
