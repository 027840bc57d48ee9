package cc.drycc.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The targets of one name. The least loaded is picked; among equals they take turns. */
final class Backend {

    private List<Target> targets = List.of();
    private volatile List<AddressRange> allowed = List.of();
    private int turn;

    /** From now on only these are let in; none: everybody. */
    void allow(List<AddressRange> ranges) {
        allowed = List.copyOf(ranges);
    }

    /** Whether requests from this address are let in. */
    boolean admits(InetAddress address) {
        var ranges = allowed;
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** Replaces the targets; one that stays keeps its count. */
    synchronized void replace(List<InetSocketAddress> addresses, Map<InetSocketAddress, Target> known) {
        targets = addresses.stream().distinct().map(known::get).toList();
    }

    /** Picks and counts a target that is not among those tried already. */
    synchronized Optional<Target> pick(Set<Target> tried) {
        Target best = null;
        int load = Integer.MAX_VALUE;
        turn = (turn + 1) & Integer.MAX_VALUE;
        for (int i = 0; i < targets.size(); i++) {
            var target = targets.get((turn + i) % targets.size());
            if (!tried.contains(target) && target.underWay() < load) {
                best = target;
                load = target.underWay();
            }
        }
        if (best != null) {
            best.begin();
        }
        return Optional.ofNullable(best);
    }

    synchronized Set<InetSocketAddress> addresses() {
        var addresses = new HashSet<InetSocketAddress>();
        targets.forEach(target -> addresses.add(target.address()));
        return addresses;
    }
}
