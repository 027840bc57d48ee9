package cc.drycc.edge;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The running router. Safe for use by many threads. */
public interface EdgeRouter extends AutoCloseable {

    /** Where it listens; the real port when 0 was asked for. */
    InetSocketAddress address();

    /**
     * Makes the hosts lead to the backend of this name, in place of what led there before; hosts given earlier for the
     * same backend and missing now lead nowhere (404).
     *
     * @param backend any stable name, for example {@code hello/web}
     * @param hosts host names in lower case without port or trailing dot; {@code *.example.com} for every name with one label
     *     more that is not given itself; IP addresses in their usual form; {@code example.com/api/v1} for the requests to
     *     that host whose path begins so
     */
    default void hosts(String backend, Set<String> hosts) {
        hosts(backend, hosts, List.of());
    }

    /**
     * The same, for requests that come from certain addresses only; others are answered 403. The address is that of the
     * connection: what a client says about itself in headers does not count. Requests under way go on.
     *
     * @param allowed empty: requests from everywhere
     */
    void hosts(String backend, Set<String> hosts, List<AddressRange> allowed);

    /**
     * Replaces the targets of a backend, atomically. When it returns no new request goes to a target that is not listed.
     * Without targets the backend answers 503.
     */
    void targets(String backend, List<InetSocketAddress> targets);

    /** Forgets a backend: its hosts answer 404. */
    void remove(String backend);

    /**
     * Waits until no request is under way at this target.
     *
     * @return false when {@code atMost} passed first
     */
    boolean awaitIdle(InetSocketAddress target, Duration atMost) throws InterruptedException;

    /** Stops accepting, lets requests under way finish for at most the configured drain time, then closes. */
    @Override
    void close();
}
