package cc.drycc.controller.logs;

import cc.drycc.controller.apps.App;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads an app's log: the lines of all its pods and what the platform said, in the order of time. */
public final class LogReader {

    /** Lines when nobody says how many (the reference client's default). */
    public static final int DEFAULT_LINES = 300;

    /** The most lines one answer gives; more are asked for in vain. */
    public static final int MOST_LINES = 10_000;

    private final PlatformLines platform;
    private final Engine engine;

    /** Takes finished lines without their newline. */
    @FunctionalInterface
    public interface Lines {
        /** @throws IOException when the reader is gone */
        void line(String text) throws IOException;
    }

    public LogReader(PlatformLines platform, Engine engine) {
        this.platform = platform;
        this.engine = engine;
    }

    record Dated(Instant time, String text) {}

    /** The newest lines, oldest of them first. */
    public List<String> last(App app, int lines) throws InterruptedException {
        var all = new ArrayList<Dated>();
        platform.last(app.uuid(), lines).forEach(line -> all.add(line.dated()));
        for (var pod : engine.pods(app.name())) {
            all.addAll(last(app, pod, lines));
        }
        all.sort(Comparator.comparing(Dated::time));
        return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                .map(Dated::text)
                .toList();
    }

    private List<Dated> last(App app, Pod pod, int lines) throws InterruptedException {
        var found = new ArrayList<Dated>();
        try {
            engine.logs(
                    pod.name(),
                    new LogQuery(lines, false),
                    line -> found.add(new Dated(
                            line.time(),
                            LogText.ofPod(app.name(), pod.workload().processType(), line))));
        } catch (EngineProblem gone) {
            // The pod was removed between the list and the read; what it wrote is gone with it.
            return found;
        }
        return found;
    }

    /** The bare lines of one pod; with follow until the pod is gone. */
    public void pod(PodName pod, LogQuery query, Lines sink) throws InterruptedException, IOException {
        try {
            engine.logs(pod, query, line -> {
                try {
                    sink.line(line.text());
                } catch (IOException e) {
                    throw new ReaderGone(e);
                }
            });
        } catch (ReaderGone e) {
            throw e.cause;
        }
    }

    private static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final IOException cause;

        ReaderGone(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
