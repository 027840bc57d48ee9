package cc.drycc.engine.docker.daemon;

import java.util.Map;

/** The platform's bridge network: apps find each other on it by name, and the platform reaches their addresses. */
public final class Network {

    /**
     * Tries at making the network. To find a free subnet the engine reads the machine's interfaces one by one, and says
     * 500 ("route ip+net: no such network interface") when anybody's goes away meanwhile.
     */
    private static final int TRIES = 5;

    private final Daemon daemon;
    private final Labels labels;

    public Network(Daemon daemon, Labels labels) {
        this.daemon = daemon;
        this.labels = labels;
    }

    /** Creates the network unless it is there. */
    public void ensure() {
        for (int tried = 1; !exists(); tried++) {
            try {
                create();
            } catch (Refused e) { // somebody was quicker: Docker says 409, Podman 500
                if (!exists() && (e.status() < 500 || tried == TRIES)) {
                    throw e;
                }
            }
        }
    }

    private void create() {
        daemon.call(docker -> docker.createNetworkCmd()
                .withName(labels.network())
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withLabels(labels.with(Map.of()))
                .exec());
    }

    /** Removes the network; one that is not there is fine. */
    public void remove() {
        if (exists()) {
            daemon.call(docker -> docker.removeNetworkCmd(labels.network()).exec());
        }
    }

    private boolean exists() {
        return daemon
                .call(docker -> docker.listNetworksCmd()
                        .withNameFilter(labels.network())
                        .exec())
                .stream()
                .anyMatch(network -> labels.network().equals(network.getName()));
    }
}
