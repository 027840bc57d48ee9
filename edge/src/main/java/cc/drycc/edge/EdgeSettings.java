package cc.drycc.edge;

import java.time.Duration;

/**
 * How the router listens and what it bears.
 *
 * @param host address to listen on; default all
 * @param port to listen on; 0 takes a free one
 * @param ioThreads threads that move bytes
 * @param connectionsPerTarget open connections to one pod and I/O thread, at most; more requests wait in line
 * @param maxHeaderBytes request line and headers together, default 32 KiB
 * @param maxHeaders number of request headers, default 200
 * @param requestParseTimeout from the first byte of a request to the end of its headers, default 20 s
 * @param idleTimeout of a connection without any byte in either direction, default 1 h (streams may be quiet)
 * @param drain how long requests under way may take when the router stops, default 10 s
 */
public record EdgeSettings(
        String host,
        int port,
        int ioThreads,
        int connectionsPerTarget,
        int maxHeaderBytes,
        int maxHeaders,
        Duration requestParseTimeout,
        Duration idleTimeout,
        Duration drain) {

    /** The defaults on this port, listening on every address. */
    public static EdgeSettings onPort(int port) {
        return new EdgeSettings(
                "0.0.0.0",
                port,
                2,
                512,
                32 << 10,
                200,
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Duration.ofSeconds(10));
    }
}
