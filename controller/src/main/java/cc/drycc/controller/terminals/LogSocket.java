package cc.drycc.controller.terminals;

import cc.drycc.controller.logs.LogReader;
import cc.drycc.controller.logs.PodLog;
import cc.drycc.engine.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A pod's log: without {@code follow} all of it in one frame of text, else each line in a frame of bytes. */
final class LogSocket extends Socket {

    /** Followers may stay as long as the pod does. */
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private final PodLog log;
    private final Pod pod;

    LogSocket(Visit visit, PodLog log, Pod pod) {
        super(visit);
        this.log = log;
        this.pod = pod;
    }

    @Override
    void serve(FirstFrame wish, Peer peer) throws InterruptedException {
        var query = wish.logQuery(LogReader.DEFAULT_LINES, LogReader.MOST_LINES);
        log.check(pod, wish.container(), query.part());
        try {
            if (query.follow()) {
                log.read(pod, query, line -> peer.binary((line + "\n").getBytes(StandardCharsets.UTF_8)));
            } else {
                var text = new StringBuilder();
                log.read(pod, query, line -> text.append(line).append('\n'));
                if (!text.isEmpty()) {
                    peer.text(text.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void take(byte[] frame) {
        // the reference ignores what comes later, too
    }

    @Override
    void end() {
        // the interrupt ends the read
    }

    @Override
    Duration longest(SocketTimes times) {
        return FOR_EVER;
    }
}
