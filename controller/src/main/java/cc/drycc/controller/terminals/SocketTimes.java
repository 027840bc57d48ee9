package cc.drycc.controller.terminals;

import java.time.Duration;

/**
 * How long a socket may be what it is.
 *
 * @param firstFrame until the client must have said what it wants
 * @param ping between two signs of life asked for
 * @param silence after which a client that answers none of them is gone
 * @param longest a command may be talked to, whatever happens (the reference's limit)
 */
record SocketTimes(Duration firstFrame, Duration ping, Duration silence, Duration longest) {

    static final SocketTimes DEFAULT =
            new SocketTimes(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(14), Duration.ofHours(1));
}
