package cc.drycc.controller.terminals;

import cc.drycc.controller.web.Client;
import cc.drycc.controller.web.Json;
import cc.drycc.engine.Attached;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.OutputSink;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A command, in a pod or one-off. After the first frame each one is a channel and what goes through it: 0 input, 1 stdout, 2 stderr, 3
 * how it ended, 4 the window's size. Beyond the reference, the bytes 255 0 end the input (as Kubernetes' {@code v5} does).
 */
final class ExecSocket extends Socket {

    private static final int INPUT = 0;
    private static final int RESIZE = 4;
    private static final int CLOSE = 255;

    /** How a command is started. */
    @FunctionalInterface
    interface Start {
        Attached start(FirstFrame wish) throws InterruptedException;
    }

    private final Start start;
    private final Client.Shape shape;
    private @Nullable Attached process;
    private boolean over;

    ExecSocket(Visit visit, Client.Shape shape, Start start) {
        super(visit);
        this.start = start;
        this.shape = shape;
    }

    @Override
    void serve(FirstFrame wish, Peer peer) throws InterruptedException {
        var interaction = wish.interaction();
        var started = start.start(wish);
        keep(started);
        var output = output(interaction, peer);
        var end = started.follow(output);
        output.end();
        peer.binary(ExecEnd.frame(end));
    }

    /** Frames that came before the process did have waited for it. */
    private synchronized void keep(Attached started) throws InterruptedException {
        if (over) {
            started.close();
            throw new InterruptedException();
        }
        process = started;
        notifyAll();
    }

    private synchronized @Nullable Attached process() {
        while (process == null && !over) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return process;
    }

    /** The later client reads one frame and goes, unless it types: it gets everything in one. */
    private ExecOutput output(Interaction interaction, Peer peer) {
        boolean whole = shape == Client.Shape.DRYCC_CLIENT && interaction.input() == Interaction.Input.CLOSED;
        return whole ? new ExecOutput.Whole(peer) : new ExecOutput.Live(peer);
    }

    @Override
    void take(byte[] frame) {
        var running = frame.length == 0 ? null : process();
        if (running == null) {
            return;
        }
        var payload = Arrays.copyOfRange(frame, 1, frame.length);
        switch (frame[0] & 0xff) {
            case INPUT -> running.write(payload);
            case RESIZE -> resize(running, payload);
            case CLOSE -> {
                if (payload.length == 1 && payload[0] == INPUT) {
                    running.endInput();
                }
            }
            default -> {
                // a channel of a later client: nothing we could do with it
            }
        }
    }

    private static void resize(Attached running, byte[] payload) {
        try {
            FirstFrame.size(Json.MAPPER.readTree(payload)).ifPresent(running::resize);
        } catch (JacksonException e) {
            return; // no size: the window stays as it is
        }
    }

    @Override
    void end() {
        Attached ended;
        synchronized (this) {
            over = true;
            ended = process;
            notifyAll();
        }
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    Duration longest(SocketTimes times) {
        return times.longest();
    }

    /** Where output goes. */
    sealed interface ExecOutput extends OutputSink {

        /** There is no more. */
        void end();

        /** Piece by piece, each stream on its channel. */
        record Live(Peer peer) implements ExecOutput {
            @Override
            public void write(Stream stream, byte[] bytes) {
                peer.binary(ExecEnd.framed(stream == Stream.STDOUT ? 1 : 2, bytes));
            }

            @Override
            public void end() {}
        }

        /** All at once as stdout, at most 4 MiB. */
        final class Whole implements ExecOutput {
            private static final int MOST = 4 << 20;
            private final Peer peer;
            private final java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();

            Whole(Peer peer) {
                this.peer = peer;
            }

            @Override
            public void write(Stream stream, byte[] bytes) {
                all.write(bytes, 0, Math.min(bytes.length, MOST - all.size()));
            }

            @Override
            public void end() {
                if (all.size() > 0) {
                    peer.binary(ExecEnd.framed(1, all.toByteArray()));
                }
            }
        }
    }
}
