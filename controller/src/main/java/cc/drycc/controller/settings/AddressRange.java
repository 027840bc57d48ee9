package cc.drycc.controller.settings;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network of IP addresses, or one address.
 *
 * @param first its lowest address
 * @param prefixLength how many leading bits all its addresses share: 0 to 32, or 128 for IPv6
 */
public record AddressRange(InetAddress first, int prefixLength) {

    // Inet4Address.ofLiteral also knows forms such as 10.1 and 010.0.0.1 that people read in different ways.
    private static final Pattern V4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** @throws IllegalArgumentException when the prefix does not fit, or bits behind it are set */
    public AddressRange {
        int bits = first.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix must be from 0 to " + bits);
        }
        if (!masked(first, prefixLength).equals(first)) {
            throw new IllegalArgumentException("bits behind the prefix are set");
        }
    }

    /** Reads {@code 192.0.2.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty when it is none, or has host bits set. */
    public static Optional<AddressRange> parse(String text) {
        var parts = text.split("/", -1);
        try {
            var address = literal(parts[0]);
            if (address.isEmpty()
                    || parts.length > 2
                    || (parts.length == 2 && !parts[1].matches("0|[1-9][0-9]{0,2}"))) {
                return Optional.empty();
            }
            int prefix = parts.length == 2
                    ? Integer.parseInt(parts[1])
                    : address.get().getAddress().length * 8;
            return Optional.of(new AddressRange(address.get(), prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> literal(String text) {
        if (V4.matcher(text).matches()) {
            return Optional.of(Inet4Address.ofLiteral(text));
        }
        return V6.matcher(text).matches() && text.contains(":")
                ? Optional.of(Inet6Address.ofLiteral(text))
                : Optional.empty();
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it is written: an address alone without its prefix. */
    @Override
    public String toString() {
        var address = first.getHostAddress();
        return prefixLength == first.getAddress().length * 8 ? address : address + "/" + prefixLength;
    }
}
