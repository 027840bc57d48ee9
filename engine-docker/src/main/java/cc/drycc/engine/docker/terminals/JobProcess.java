package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.Attached;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.WindowSize;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Hijacked;
import cc.drycc.engine.docker.daemon.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job's container, and the pipe to it. */
final class JobProcess implements Attached {

    private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);

    private final String id;
    private final Job job;
    private final Interaction interaction;
    private final Hijacked pipe;
    private final Containers containers;
    private final long deadline;
    private final AtomicBoolean timedOut = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    JobProcess(String id, Job job, Interaction interaction, Hijacked pipe, Containers containers) {
        this.id = id;
        this.job = job;
        this.interaction = interaction;
        this.pipe = pipe;
        this.containers = containers;
        this.deadline = System.nanoTime() + job.timeout().toNanos();
    }

    @Override
    public void write(byte[] bytes) {
        try {
            pipe.send(bytes);
        } catch (IOException e) {
            LOG.debug("event=input-dropped job={} problem=\"{}\"", job.name(), e.getMessage()); // it has ended
        }
    }

    @Override
    public void endInput() {
        if (interaction.terminal().isPresent()) {
            return;
        }
        try {
            pipe.endSending();
        } catch (IOException e) {
            LOG.debug("event=input-over job={} problem=\"{}\"", job.name(), e.getMessage()); // it has ended
        }
    }

    @Override
    public void resize(WindowSize size) {
        if (interaction.terminal().isEmpty() || over.get()) {
            return;
        }
        try {
            containers.resize(id, size);
        } catch (Refused e) {
            LOG.debug("event=not-resized job={} problem=\"{}\"", job.name(), e.words()); // it has ended
        }
    }

    @Override
    public JobEnd follow(OutputSink output) throws InterruptedException {
        Thread watchdog = Thread.ofVirtual().name("watch-" + job.name()).start(this::endInTime);
        try {
            read(output);
            if (!containers.awaitEnd(id, left())) {
                kill();
            }
            JobEnd end = timedOut.get() ? new JobEnd.TimedOut(job.timeout()) : end();
            remove();
            return end;
        } finally {
            watchdog.interrupt();
        }
    }

    private void read(OutputSink output) throws InterruptedException {
        try {
            if (interaction.terminal().isPresent()) {
                pipe.readPlain(output);
            } else {
                pipe.readFrames(output);
            }
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!pipe.isClosed()) {
                throw new EngineProblem("The container engine broke off the job: " + e.getMessage(), e);
            }
        }
    }

    private void endInTime() {
        try {
            Thread.sleep(left());
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ended first
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private void kill() {
        timedOut.set(true);
        containers.signal(id, "SIGKILL");
    }

    private JobEnd end() {
        Optional<Container> ended = containers.look(id);
        if (ended.isEmpty()) {
            return new JobEnd.NotStarted("its container was removed by somebody else");
        }
        return ended.get().outOfMemory()
                ? new JobEnd.OutOfMemory(job.resources().memoryBytes())
                : new JobEnd.Exited(ended.get().exitCode());
    }

    /** A remove that an interrupt cannot stop: the flag is put back afterwards. */
    private void remove() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
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

    @Override
    public void close() {
        pipe.close();
        remove();
    }
}
