package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a command in a container, which the engines' API has no word for. On this machine its processes are ours to signal,
 * when we may; elsewhere the container's own shell finds them by a mark in their environment.
 */
public final class EndOfExec {

    /** The variable every process of a command carries. */
    static final String MARK = "DRYCC_EXEC";

    private static final Logger LOG = LoggerFactory.getLogger(EndOfExec.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Where the engine's processes are. */
    public enum Place {
        THIS_MACHINE,
        ELSEWHERE
    }

    private final Exec exec;
    private final Place place;

    public EndOfExec(Exec exec, Place place) {
        this.exec = exec;
        this.place = place;
    }

    /** Ends what still runs of a command, on a thread of its own. */
    void of(String id, String container, String mark) {
        Thread.ofVirtual().name("end-exec-" + mark).start(() -> {
            try {
                end(id, container, mark);
            } catch (Refused | EngineProblem | IOException e) {
                LOG.warn("event=exec-not-ended container={} problem=\"{}\"", container, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void end(String id, String container, String mark) throws IOException, InterruptedException {
        Exec.State state = exec.look(id);
        if (!state.running()) {
            return;
        }
        if (place == Place.THIS_MACHINE && endHere(state.pid())) {
            return;
        }
        exec.runAsRoot(container, List.of("/bin/sh", "-c", script(mark, "TERM")));
        Thread.sleep(GRACE);
        exec.runAsRoot(container, List.of("/bin/sh", "-c", script(mark, "KILL")));
        if (exec.look(id).running()) {
            LOG.warn("event=exec-left-running container={} exec={}", container, id);
        }
    }

    /** @return whether it was ours to signal */
    private static boolean endHere(OptionalLong pid) throws InterruptedException {
        ProcessHandle process =
                pid.isPresent() ? ProcessHandle.of(pid.getAsLong()).orElse(null) : null;
        if (process == null) {
            return false;
        }
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        if (!process.destroy()) {
            return !process.isAlive();
        }
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        return true;
    }

    private static String script(String mark, String signal) {
        return "for e in /proc/[0-9]*/environ; do p=${e%/environ}; p=${p#/proc/};" + " if grep -q '" + MARK + "=" + mark
                + "' $e 2>/dev/null; then kill -" + signal + " $p; fi; done";
    }
}
