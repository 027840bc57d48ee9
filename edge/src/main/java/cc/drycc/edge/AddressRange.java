package cc.drycc.edge;

import java.net.InetAddress;

/**
 * A network of IP addresses, or one address.
 *
 * @param first its lowest address
 * @param prefixLength how many leading bits all its addresses share
 */
public record AddressRange(InetAddress first, int prefixLength) {

    /** Whether the address is one of these; an IPv4 address never is one of an IPv6 network. */
    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int shift = 7 - bit % 8;
            if ((mine[bit / 8] >> shift & 1) != (theirs[bit / 8] >> shift & 1)) {
                return false;
            }
        }
        return true;
    }
}
