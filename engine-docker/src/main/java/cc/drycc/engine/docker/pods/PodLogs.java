package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.LogLine;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.LogSink;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.PodName;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What pods wrote. The engine keeps it; we only read. */
public final class PodLogs {

    private static final int LAST_LINES = 20;
    private static final Duration RESTART_POLL = Duration.ofMillis(500);
    private static final PodName SOME_POD = new PodName("pod");

    private final Containers containers;
    private final Streams streams;
    private final Labels labels;

    public PodLogs(Containers containers, Streams streams, Labels labels) {
        this.containers = containers;
        this.streams = streams;
        this.labels = labels;
    }

    /**
     * See {@link cc.drycc.engine.Engine#logs}.
     *
     * @param previousStart when the run before the last one began; without it that run reaches back to the pod's first
     */
    public void read(PodName pod, LogQuery query, Optional<Instant> previousStart, LogSink sink)
            throws InterruptedException {
        Container container =
                find(pod).orElseThrow(() -> new EngineProblem("There is no pod %s (any more)".formatted(pod)));
        switch (query.part()) {
            case ALL -> readAll(pod, container, query, sink);
            case PREVIOUS -> readPrevious(pod, container, query.lines(), previousStart, sink);
        }
    }

    /** The runs of a container are at least a second apart, so whole seconds tell them apart. */
    private void readPrevious(
            PodName pod, Container container, int lines, Optional<Instant> previousStart, LogSink sink)
            throws InterruptedException {
        boolean waiting = container.phase() != Container.Phase.RUNNING;
        long from = waiting
                ? container.started().getEpochSecond()
                : previousStart.orElse(Instant.EPOCH).getEpochSecond();
        long before = waiting ? Long.MAX_VALUE : container.started().getEpochSecond();
        Deque<LogLine> newest = new ArrayDeque<>();
        copy(pod, container.id(), new LogQuery(-1, false), from, line -> {
            if (line.time().getEpochSecond() < before) {
                newest.addLast(line);
                if (lines >= 0 && newest.size() > lines) {
                    newest.removeFirst();
                }
            }
        });
        newest.forEach(sink::line);
    }

    private void readAll(PodName pod, Container first, LogQuery query, LogSink sink) throws InterruptedException {
        Container container = first;
        copy(pod, container.id(), query, 0, sink);
        while (query.follow()) {
            Optional<Container> next = awaitNextRun(container);
            if (next.isEmpty()) {
                return;
            }
            container = next.get();
            // The pause before a restart is at least a second, so the whole second of the start cuts off what came
            // before,
            // even on Podman, whose times are whole seconds.
            copy(
                    pod,
                    container.id(),
                    new LogQuery(-1, true),
                    container.started().getEpochSecond(),
                    sink);
        }
    }

    /** The last lines of a container, as far as they can be had. */
    List<String> lastLines(String container) {
        List<String> lines = new ArrayList<>();
        try {
            copy(SOME_POD, container, new LogQuery(LAST_LINES, false), 0, line -> lines.add(line.text()));
        } catch (Refused | EngineProblem | InterruptedException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return lines; // gone already: the reason must do without its lines
        }
        return lines;
    }

    private Optional<Container> find(PodName pod) {
        return containers
                .look(pod.value())
                .filter(found -> labels.platform().equals(found.labels().get(Labels.PLATFORM)));
    }

    private Optional<Container> awaitNextRun(Container last) throws InterruptedException {
        while (true) {
            Optional<Container> now = containers.look(last.id());
            if (now.isEmpty()) {
                return now;
            }
            if (now.get().started().isAfter(last.started())) {
                return now;
            }
            Thread.sleep(RESTART_POLL);
        }
    }

    private void copy(PodName pod, String container, LogQuery query, long since, LogSink sink)
            throws InterruptedException {
        if (query.lines() == 0 && !query.follow()) {
            return;
        }
        LogLines out = new LogLines(pod, OutputSink.Stream.STDOUT, sink);
        LogLines err = new LogLines(pod, OutputSink.Stream.STDERR, sink);
        try (Streams.Output output = streams.logs(container, query.lines(), query.follow(), since)) {
            output.readTo((stream, bytes) -> (stream == OutputSink.Stream.STDERR ? err : out).take(bytes));
        } catch (EngineProblem e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
        out.end();
        err.end();
    }
}
