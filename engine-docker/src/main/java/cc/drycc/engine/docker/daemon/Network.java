package cc.drycc.engine.docker.daemon;

import java.util.Map;

/** The platform's bridge network: apps find each other on it by name, and the platform reaches their addresses. */
public final class Network {

    private final Daemon daemon;
    private final Labels labels;

    public Network(Daemon daemon, Labels labels) {
        this.daemon = daemon;
        this.labels = labels;
    }

    /** Creates the network unless it is there. */
    public void ensure() {
        if (exists()) {
            return;
        }
        try {
            daemon.call(docker -> docker.createNetworkCmd()
                    .withName(labels.network())
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withLabels(labels.with(Map.of()))
                    .exec());
        } catch (Refused e) {
            if (!exists()) { // otherwise somebody was quicker: Docker says 409, Podman 500
                throw e;
            }
        }
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
