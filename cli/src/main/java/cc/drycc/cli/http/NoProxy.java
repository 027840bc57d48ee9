package cc.drycc.cli.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The list in {@code no_proxy}: names (those below them too, with or without a dot before), addresses, networks as
 * {@code 10.0.0.0/8}, each also with {@code :PORT}; {@code *} is everything.
 */
final class NoProxy {

    private NoProxy() {}

    static boolean covers(String list, URI target) {
        return Arrays.stream(list.split("[,\\s]+"))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(entry -> !entry.isEmpty() && matches(entry, target));
    }

    private static boolean matches(String entry, URI target) {
        var host = bare(target.getHost().toLowerCase(Locale.ROOT));
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return inNetwork(entry, host);
        }
        int port = target.getPort() >= 0 ? target.getPort() : target.getScheme().equals("https") ? 443 : 80;
        var name = bare(
                entry.endsWith(":" + port) && !isAddress(entry) ? entry.substring(0, entry.lastIndexOf(':')) : entry);
        var domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".")
                ? host.endsWith(domain)
                : host.equals(domain) || (!isAddress(host) && host.endsWith("." + domain));
    }

    /** Whether a host is this machine: {@code localhost}, names below it, loopback addresses. */
    static boolean isThisMachine(String host) {
        var name = bare(host.toLowerCase(Locale.ROOT));
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || address(name).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static boolean inNetwork(String network, String host) {
        var parts = network.split("/", 2);
        var base = address(bare(parts[0]));
        var wanted = address(host);
        if (base.isEmpty() || wanted.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] a = base.get().getAddress();
        byte[] b = wanted.get().getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (a.length != b.length || bits > a.length * Byte.SIZE) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int bit = 1 << (Byte.SIZE - 1 - i % Byte.SIZE);
            if ((a[i / Byte.SIZE] & bit) != (b[i / Byte.SIZE] & bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String text) {
        return address(text).isPresent();
    }

    /** An address written as one: no name is looked up. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
