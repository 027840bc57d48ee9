package cc.drycc.edge;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Host → backend → targets. Read on every request without a lock; written under one. */
final class RouteTable {

    private final Map<String, Backend> backends = new HashMap<>();
    private final Map<String, Set<String>> hostsOf = new HashMap<>();
    private final Map<String, Backend> byHost = new ConcurrentHashMap<>();

    /** The paths that some hosts were given with. */
    private volatile Set<String> paths = Set.of();

    /** Targets that were ever given and may still have requests under way. */
    private final Map<InetSocketAddress, Target> targets = new HashMap<>();

    synchronized void hosts(String name, Set<String> hosts, List<AddressRange> allowed) {
        var backend = backends.computeIfAbsent(name, _ -> new Backend());
        backend.allow(allowed);
        var before = hostsOf.put(name, Set.copyOf(hosts));
        hosts.forEach(host -> byHost.put(host, backend));
        paths = hostsOf.values().stream()
                .flatMap(Set::stream)
                .filter(host -> host.contains("/"))
                .map(host -> host.substring(host.indexOf('/')))
                .collect(Collectors.toUnmodifiableSet());
        if (before != null) {
            before.stream().filter(host -> !hosts.contains(host)).forEach(host -> byHost.remove(host, backend));
        }
    }

    synchronized void targets(String name, List<InetSocketAddress> addresses) {
        addresses.forEach(address -> targets.computeIfAbsent(address, Target::new));
        backends.computeIfAbsent(name, _ -> new Backend()).replace(addresses, targets);
        forgetIdle();
    }

    synchronized void remove(String name) {
        var backend = backends.remove(name);
        var hosts = hostsOf.remove(name);
        if (backend != null && hosts != null) {
            hosts.forEach(host -> byHost.remove(host, backend));
        }
        forgetIdle();
    }

    /** A target nobody lists and nobody uses is forgotten; pods come and go for years. */
    private void forgetIdle() {
        var listed = addresses();
        targets.values().removeIf(target -> !listed.contains(target.address()) && target.underWay() == 0);
    }

    boolean awaitIdle(InetSocketAddress address, Duration atMost) throws InterruptedException {
        Target target;
        synchronized (this) {
            target = targets.get(address);
        }
        return target == null || target.awaitIdle(atMost);
    }

    /** Every address some backend lists. */
    synchronized Set<InetSocketAddress> addresses() {
        var listed = new HashSet<InetSocketAddress>();
        backends.values().forEach(backend -> listed.addAll(backend.addresses()));
        return listed;
    }

    /** The backend of a request: that of its host and the beginning of its path, else that of its host. */
    Optional<Backend> find(String hostHeader, String path) {
        for (String start : paths) {
            if (path.equals(start) || path.startsWith(start + "/")) {
                var found = byHost.get(hostName(hostHeader) + start);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return find(hostHeader);
    }

    /** The backend of a {@code Host} header: without its port, in lower case, one trailing dot tolerated. */
    Optional<Backend> find(String hostHeader) {
        var name = hostName(hostHeader);
        var exact = byHost.get(name);
        int dot = name.indexOf('.');
        return exact != null || dot < 1
                ? Optional.ofNullable(exact)
                : Optional.ofNullable(byHost.get("*" + name.substring(dot)));
    }

    static String hostName(String hostHeader) {
        var host = hostHeader.toLowerCase(Locale.ROOT);
        int port = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        if (port >= 0) {
            host = host.substring(0, port);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
