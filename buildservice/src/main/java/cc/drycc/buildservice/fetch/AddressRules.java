package cc.drycc.buildservice.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be talked to: those anybody on the internet can reach, and the ranges the operator allows.
 *
 * @param allowed ranges that may be talked to although they are not public
 */
public record AddressRules(List<Range> allowed) {

    /** No address that is not public. */
    public static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

    /** Not public, of those the JDK has no name for: RFC 6890 and its successors in IANA's registries. */
    private static final List<Range> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7")
            .map(Range::parse)
            .toList();

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    /**
     * Reads ranges separated by commas: {@code 10.20.0.0/16, 127.0.0.2}.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static AddressRules allowing(String ranges) {
        return new AddressRules(Stream.of(ranges.split(","))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(Range::parse)
                .toList());
    }

    /** Whether this address may be talked to. */
    public boolean admit(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isIpv4Inside(address)
                || SPECIAL.stream().anyMatch(range -> range.contains(address)));
    }

    /** {@code ::127.0.0.1} and its kind; the JDK unwraps {@code ::ffff:127.0.0.1} itself. */
    private static boolean isIpv4Inside(InetAddress address) {
        return address instanceof Inet6Address six && six.isIPv4CompatibleAddress();
    }

    /**
     * The addresses that begin with these bits.
     *
     * @param address its other bits do not count
     * @param bits from 0 to 32, or 128
     */
    public record Range(InetAddress address, int bits) {

        static Range parse(String text) {
            var parts = text.split("/", 2);
            try {
                if (!parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
                    throw new UnknownHostException();
                }
                var address = InetAddress.getByName(parts[0]);
                int most = address instanceof Inet4Address ? 32 : 128;
                int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > most) {
                    throw new UnknownHostException();
                }
                return new Range(address, bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException("not a range of addresses such as 10.20.0.0/16: " + text, e);
            }
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = rest == 0 ? 0 : 0xff << (8 - rest);
            return rest == 0 || (ours[whole] & mask) == (theirs[whole] & mask);
        }
    }
}
