package cc.drycc.controller.uploads;

import cc.drycc.controller.pushes.PushLines;
import cc.drycc.controller.web.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A transcript as it comes about, one JSON object a line: {@code {"line": "…"}} each, and at the end {@code {"release": 2,
 * "sha": "…"}} or {@code {"error": "…"}}. Empty lines keep silence short, for proxies, and to notice that the reader has
 * left: then the thread that made this is interrupted, once.
 */
final class LiveAnswer implements PushLines, AutoCloseable {

    /** The longest silence. */
    static final Duration PULSE = Duration.ofSeconds(2);

    private final OutputStream out;
    private final Duration every;
    private final Thread worker = Thread.currentThread();
    private final Thread pulse;
    private long written = System.nanoTime(); // this and below guarded by this
    private boolean left;
    private boolean over;

    /** @param out each record is flushed */
    LiveAnswer(OutputStream out, Duration every) {
        this.out = out;
        this.every = every;
        this.pulse = Thread.ofVirtual().name("build-pulse").start(this::beat);
    }

    @Override
    public void line(String text) {
        record(Map.of("line", text));
    }

    /** It runs. */
    void released(int version, String sha) {
        record(Map.of("release", version, "sha", sha));
    }

    /** It does not. */
    void failed(String reason) {
        record(Map.of("error", reason));
    }

    /** Whether nobody reads any more. */
    synchronized boolean hasLeft() {
        return left;
    }

    private void record(Map<String, ?> fields) {
        write(Json.MAPPER.writeValueAsString(fields) + "\n");
    }

    private synchronized void write(String text) {
        if (left || over) {
            return;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            written = System.nanoTime();
        } catch (IOException e) {
            left = true;
            worker.interrupt();
        }
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(every);
                beatAfterSilence();
            }
        } catch (InterruptedException end) {
            return;
        }
    }

    private synchronized void beatAfterSilence() {
        if (System.nanoTime() - written >= every.toNanos()) {
            write("\n");
        }
    }

    /** From here on nothing is written and nobody interrupted; an interrupt of ours is taken back. */
    @Override
    public synchronized void close() {
        over = true;
        // not while it writes, which this lock sees to: an interrupt would close the connection
        pulse.interrupt();
        if (left) {
            Thread.interrupted();
        }
    }
}
