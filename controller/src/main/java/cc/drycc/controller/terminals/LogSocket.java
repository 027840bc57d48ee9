package cc.drycc.controller.terminals;

import cc.drycc.controller.logs.LogReader;
import cc.drycc.controller.logs.PodLog;
import cc.drycc.engine.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A pod's log: without {@code follow} all of it as text, else each line in a frame of bytes. The reference's client prints each
 * frame on lines of its own, the parts of a longer message too: what is sent ends with a line and fits one frame.
 */
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
                var pages = new Pages(peer);
                log.read(pod, query, pages::add);
                pages.send();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines, as many in a frame as fit. */
    private static final class Pages {
        private final Peer peer;
        private final StringBuilder page = new StringBuilder();
        private int bytes;

        Pages(Peer peer) {
            this.peer = peer;
        }

        void add(String line) {
            int more = (line + "\n").getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > Peer.ONE_FRAME) {
                send();
            }
            page.append(line).append('\n');
            bytes += more;
        }

        void send() {
            if (bytes > Peer.ONE_FRAME) {
                peer.binary(page.toString().getBytes(StandardCharsets.UTF_8)); // one line: bytes are never cut
            } else if (bytes > 0) {
                peer.text(page.toString());
            }
            page.setLength(0);
            bytes = 0;
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
