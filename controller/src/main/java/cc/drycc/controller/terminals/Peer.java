package cc.drycc.controller.terminals;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client at the other end of a socket. What is sent waits until it has room, for 15 s; then it is taken for gone. */
final class Peer {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final long SEND_WITHIN_MILLIS = 15_000;
    /** RFC 6455 §5.5: a control frame has 125 bytes, two of them the code. */
    private static final int LONGEST_REASON = 123;

    /** A longer text leaves in several frames, in bytes (Tomcat's buffer). */
    static final int ONE_FRAME = 8_000;

    private final Session session;
    private final ReentrantLock sending = new ReentrantLock();

    Peer(Session session) {
        this.session = session;
        session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", SEND_WITHIN_MILLIS);
    }

    /** @throws UncheckedIOException when the client is gone */
    void binary(byte[] bytes) {
        sending.lock();
        try {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException closed) {
            throw new UncheckedIOException(gone(closed));
        } finally {
            sending.unlock();
        }
    }

    /** @throws UncheckedIOException when the client is gone */
    void text(String text) {
        sending.lock();
        try {
            session.getBasicRemote().sendText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException closed) {
            throw new UncheckedIOException(gone(closed));
        } finally {
            sending.unlock();
        }
    }

    /** Asks for a sign of life, unless something is being sent anyway. */
    void ping() throws IOException {
        if (sending.tryLock()) {
            try {
                session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IllegalStateException closed) {
                throw gone(closed);
            } finally {
                sending.unlock();
            }
        }
    }

    /** Tomcat's way to say that the session was closed meanwhile. */
    private static IOException gone(IllegalStateException closed) {
        return new IOException("the client is gone", closed);
    }

    /** Says goodbye; to one that is gone already it does nothing. */
    void close(CloseReason.CloseCode code, String reason) {
        try {
            session.close(new CloseReason(code, cut(reason)));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("event=socket-not-closed problem=\"{}\"", e.getMessage()); // it was closed meanwhile
        }
    }

    private static String cut(String reason) {
        var text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
