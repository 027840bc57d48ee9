package cc.drycc.edge;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at the bytes of a connection as they come, for the one thing Undertow's parser undoes before anybody can see it: a
 * header that goes on in the next line. RFC 9112 §5.2 lets a server refuse it; a proxy should, for pods read it in two ways.
 */
final class HeadWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private boolean inHead = true;
    private boolean begun;
    private boolean lineStarts = true;
    private boolean folded;

    HeadWatch(StreamSourceConduit next) {
        super(next);
    }

    /** Refuses requests whose head was folded; to be asked before any other handler. */
    static HttpHandler refuseFolded(HttpHandler next) {
        return exchange -> {
            var connection = (AbstractServerConnection) exchange.getConnection();
            var watch = (HeadWatch) connection.getOriginalSourceConduit();
            boolean folded = watch.folded;
            exchange.addExchangeCompleteListener((ended, others) -> {
                watch.nextHead(connection.getExtraBytes());
                others.proceed();
            });
            if (folded) {
                refuse(exchange);
            } else {
                next.handleRequest(exchange);
            }
        };
    }

    private static void refuse(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        Page.BAD_REQUEST.send(exchange);
    }

    /** A request has ended: what was read beyond it, if anything, begins the next one. */
    private void nextHead(@Nullable PooledByteBuffer begin) {
        inHead = true;
        begun = false;
        lineStarts = true;
        folded = false;
        if (begin != null) {
            var buffer = begin.getBuffer();
            look(buffer, buffer.position(), buffer.limit());
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int from = target.position();
        int count = next.read(target);
        if (inHead && count > 0) {
            look(target, from, target.position());
        }
        return count;
    }

    private void look(ByteBuffer buffer, int from, int to) {
        for (int i = from; i < to && inHead; i++) {
            look(buffer.get(i));
        }
    }

    /** An empty line ends the head, but one before the first line does not count (RFC 9112 §2.2). */
    private void look(byte next) {
        switch (next) {
            case '\n' -> {
                inHead = !(begun && lineStarts);
                lineStarts = true;
            }
            case '\r' -> {
                // belongs to the end of its line
            }
            default -> {
                folded |= lineStarts && (next == ' ' || next == '\t');
                begun = true;
                lineStarts = false;
            }
        }
    }
}
