package cc.drycc.controller.logs;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows an app's log until the reader goes or the app is destroyed. Pods that come later are followed too. A reader
 * that is too slow loses lines and is told how many; it slows nobody.
 */
public final class FollowLog {

    private static final int QUEUE = 2_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);
    // A reader that left is only noticed when something is written to it.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

    private final Apps apps;
    private final Engine engine;
    private final PlatformLines platform;
    private final LogReader reader;

    public FollowLog(Apps apps, Engine engine, PlatformLines platform, LogReader reader) {
        this.apps = apps;
        this.engine = engine;
        this.platform = platform;
        this.reader = reader;
    }

    /**
     * Writes the newest lines, then each new one as it comes; an empty line after 30 s of silence.
     *
     * @throws IOException when the reader is gone
     */
    public void follow(App app, int lines, LogReader.Lines sink) throws IOException, InterruptedException {
        long seen = platform.newest(app.uuid());
        var session = new Session(app, sink, seen);
        try {
            // Pods are followed from now on before the past is read, so that no line falls between.
            session.lookAround(0);
            session.writePast(reader.last(app, lines));
            session.run();
        } finally {
            session.close();
        }
    }

    private final class Session {
        private final App app;
        private final LogReader.Lines sink;
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>(QUEUE);
        private final AtomicLong dropped = new AtomicLong();
        private final Map<PodName, Thread> followers = new HashMap<>();
        private long seen;
        private long written = System.nanoTime();

        Session(App app, LogReader.Lines sink, long seen) {
            this.app = app;
            this.sink = sink;
            this.seen = seen;
        }

        /** Writes the past; what is in it and was also followed already is not written twice. */
        void writePast(List<String> past) throws IOException {
            var meanwhile = new ArrayList<String>();
            queue.drainTo(meanwhile);
            for (var line : past) {
                meanwhile.remove(line);
                sink.line(line);
            }
            for (var line : meanwhile) {
                sink.line(line);
            }
        }

        void run() throws IOException, InterruptedException {
            long looked = System.nanoTime();
            while (true) {
                write(queue.poll(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS));
                if (System.nanoTime() - looked >= LOOK_AROUND.toNanos()) {
                    looked = System.nanoTime();
                    if (apps.find(app.uuid()).isEmpty()) {
                        return;
                    }
                    lookAround(-1);
                    sayPlatformLines();
                }
            }
        }

        private void write(@org.jspecify.annotations.Nullable String line) throws IOException {
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                sink.line("... %d lines dropped: this reader is too slow".formatted(lost));
            }
            if (line != null) {
                sink.line(line);
                written = System.nanoTime();
            } else if (System.nanoTime() - written > SIGN_OF_LIFE.toNanos()) {
                sink.line("");
                written = System.nanoTime();
            }
        }

        private void sayPlatformLines() throws IOException {
            for (var line : platform.after(app.uuid(), seen)) {
                seen = line.id();
                write(line.dated().text());
            }
        }

        /** @param lines of a pod's past: all for one that came while we follow */
        void lookAround(int lines) {
            List<Pod> pods;
            try {
                pods = engine.pods(app.name());
            } catch (EngineProblem e) {
                return; // it is away; look again soon
            }
            var gone = new ArrayList<>(followers.keySet());
            for (var pod : pods) {
                gone.remove(pod.name());
                followers.computeIfAbsent(
                        pod.name(),
                        name -> Thread.ofVirtual().name("follow-" + name).start(() -> followPod(pod, lines)));
            }
            gone.forEach(followers::remove);
        }

        private void followPod(Pod pod, int lines) {
            try {
                engine.logs(pod.name(), new LogQuery(lines, true), line -> {
                    if (!queue.offer(LogText.ofPod(app.name(), pod.workload().processType(), line))) {
                        dropped.incrementAndGet();
                    }
                });
            } catch (EngineProblem | InterruptedException end) {
                return; // the pod is gone, or the reader is
            }
        }

        void close() {
            followers.values().forEach(Thread::interrupt);
        }
    }
}
