package cc.drycc.imagebuilder.referrers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Where registries can be. Private networks and this machine count: many are there. */
public final class RegistryAddress {

    private RegistryAddress() {}

    /**
     * Whether there can be a registry: not at the link-local addresses, at which clouds answer questions about a machine, nor
     * at what is no address of a single machine. A name nobody knows is possible: to reach it fails by itself.
     *
     * @param host a name or address, without a port
     */
    public static boolean isPossible(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .noneMatch(address -> address.isLinkLocalAddress()
                            || address.isAnyLocalAddress()
                            || address.isMulticastAddress());
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
