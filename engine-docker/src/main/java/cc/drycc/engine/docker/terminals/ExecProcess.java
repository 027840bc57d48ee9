package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.Attached;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.WindowSize;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Hijacked;
import cc.drycc.engine.docker.daemon.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command in a pod's container, and the pipe to it. */
final class ExecProcess implements Attached {

    private static final Logger LOG = LoggerFactory.getLogger(ExecProcess.class);

    /** The pipe may end a moment before the engine knows the exit code. */
    private static final int EXIT_CODE_TRIES = 200;

    private static final Duration EXIT_CODE_PAUSE = Duration.ofMillis(10);

    /** A process that was just started may not have its terminal yet. */
    private static final int RESIZE_TRIES = 20;

    private static final Duration RESIZE_PAUSE = Duration.ofMillis(25);

    private final String id;
    private final String container;
    private final String mark;
    private final Interaction interaction;
    private final Hijacked pipe;
    private final Exec exec;
    private final EndOfExec end;
    private final AtomicBoolean over = new AtomicBoolean();

    ExecProcess(
            String id,
            String container,
            String mark,
            Interaction interaction,
            Hijacked pipe,
            Exec exec,
            EndOfExec end) {
        this.id = id;
        this.container = container;
        this.mark = mark;
        this.interaction = interaction;
        this.pipe = pipe;
        this.exec = exec;
        this.end = end;
    }

    @Override
    public void write(byte[] bytes) {
        try {
            pipe.send(bytes);
        } catch (IOException e) {
            LOG.debug("event=input-dropped exec={} problem=\"{}\"", id, e.getMessage()); // it has ended
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
            LOG.debug("event=input-over exec={} problem=\"{}\"", id, e.getMessage()); // it has ended
        }
    }

    @Override
    public void resize(WindowSize size) {
        if (interaction.terminal().isEmpty()) {
            return;
        }
        for (int tries = 1; !over.get(); tries++) {
            try {
                exec.resize(id, size);
                return;
            } catch (Refused e) {
                if (tries == RESIZE_TRIES || !pause(RESIZE_PAUSE)) {
                    LOG.debug("event=not-resized exec={} problem=\"{}\"", id, e.words());
                    return;
                }
            }
        }
    }

    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public JobEnd follow(OutputSink output) throws InterruptedException {
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
                throw new EngineProblem("The container engine broke off the command: " + e.getMessage(), e);
            }
        }
        return new JobEnd.Exited(exitCode());
    }

    private int exitCode() throws InterruptedException {
        for (int tries = 1; tries <= EXIT_CODE_TRIES; tries++) {
            OptionalInt code = exec.look(id).exitCode();
            if (code.isPresent()) {
                over.set(true);
                return code.getAsInt();
            }
            Thread.sleep(EXIT_CODE_PAUSE);
        }
        throw new EngineProblem("The container engine does not say how the command ended");
    }

    @Override
    public void close() {
        boolean running = !over.getAndSet(true);
        pipe.close();
        if (running) {
            end.of(id, container, mark);
        }
    }
}
