package cc.drycc.controller.terminals;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.EngineProblem;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket from its opening to its end: waits for the first frame, does what it asks for on a thread of its own, and
 * ends that when the client goes, falls silent, loses its right or stays too long.
 */
abstract class Socket extends Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** Who asked for what; {@code done} runs once, when the socket has ended. */
    record Visit(SignedIn who, Action action, App app, WhileAllowed whileAllowed, SocketTimes times, Runnable done) {}

    private final Visit visit;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long heard = System.nanoTime();
    private volatile @Nullable Thread work;
    private volatile @Nullable Thread watch;

    Socket(Visit visit) {
        this.visit = visit;
    }

    /** Does what the client wants, until it is done or interrupted. On return the socket is closed. */
    abstract void serve(FirstFrame wish, Peer peer) throws InterruptedException;

    /** Takes every frame after the first. */
    abstract void take(byte[] frame);

    /** Ends what runs for the client. May be called more than once, from any thread. */
    abstract void end();

    /** How long it may last at most. */
    abstract Duration longest(SocketTimes times);

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        var client = new Peer(session);
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> text(text, client));
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) bytes -> binary(bytes, client));
        session.addMessageHandler(
                PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> heard = System.nanoTime());
        watch = Thread.ofVirtual().name("socket-watch").start(() -> watch(client));
    }

    private void text(String text, Peer client) {
        heard = System.nanoTime();
        if (work == null) {
            begin(text, client);
        } else {
            take(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void binary(ByteBuffer bytes, Peer client) {
        heard = System.nanoTime();
        if (work == null) {
            client.close(CloseCodes.CANNOT_ACCEPT, "the first frame must be text");
            return;
        }
        var frame = new byte[bytes.remaining()];
        bytes.get(frame);
        take(frame);
    }

    private void begin(String first, Peer client) {
        try {
            var wish = FirstFrame.of(first);
            work = Thread.ofVirtual().name("socket-" + visit.app().name()).start(() -> work(wish, client));
        } catch (BadFrame bad) {
            client.close(bad.code(), bad.words());
        }
    }

    private void work(FirstFrame wish, Peer client) {
        try {
            visit.whileAllowed().<Boolean, RuntimeException>run(visit.who(), visit.action(), visit.app(), () -> {
                serve(wish, client);
                return true;
            });
            client.close(CloseCodes.NORMAL_CLOSURE, "");
        } catch (BadFrame bad) {
            client.close(bad.code(), bad.words());
        } catch (Problem refused) {
            client.close(CloseCodes.VIOLATED_POLICY, refused.detail());
        } catch (EngineProblem e) {
            LOG.warn("event=socket-failed app={} problem=\"{}\"", visit.app().name(), e.getMessage());
            client.close(CloseCodes.UNEXPECTED_CONDITION, "The container engine failed: " + e.getMessage());
        } catch (UncheckedIOException | InterruptedException gone) {
            client.close(CloseCodes.GOING_AWAY, "");
        } catch (RuntimeException e) {
            LOG.error("event=socket-failed app={}", visit.app().name(), e);
            client.close(CloseCodes.UNEXPECTED_CONDITION, "It failed; the platform's log says why.");
        } finally {
            finish();
        }
    }

    /** Looks after the client until the end. */
    private void watch(Peer client) {
        long opened = System.nanoTime();
        try {
            Thread.sleep(visit.times().firstFrame());
            if (work == null) {
                client.close(CloseCodes.VIOLATED_POLICY, "nothing was asked for in time");
                finish();
                return;
            }
            while (true) {
                client.ping();
                Thread.sleep(visit.times().ping());
                if (since(opened).compareTo(longest(visit.times())) > 0) {
                    client.close(CloseCodes.VIOLATED_POLICY, "it has lasted as long as it may");
                    finish();
                } else if (since(heard).compareTo(visit.times().silence()) > 0) {
                    client.close(CloseCodes.CLOSED_ABNORMALLY, "");
                    finish();
                }
            }
        } catch (IOException gone) {
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the socket has ended
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        finish();
    }

    /** The container calls {@link #onClose} after it. */
    @Override
    public void onError(Session session, Throwable problem) {
        LOG.debug("event=socket-broke app={} problem=\"{}\"", visit.app().name(), problem.getMessage());
        finish();
    }

    private void finish() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            end();
        } finally {
            interrupt(work);
            interrupt(watch);
            visit.done().run();
        }
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null && !thread.equals(Thread.currentThread())) {
            thread.interrupt();
        }
    }
}
