package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.engine.metadata.MetadataGuard;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The platform's bridge networks: on one apps find each other by name, and the platform reaches their addresses; on the
 * other are builds. Neither reaches the metadata service of the cloud, unless the operator says so.
 */
public final class Network {

    /**
     * Tries at making a network. To find a free subnet the engine reads the machine's interfaces one by one, and says
     * 500 ("route ip+net: no such network interface") when anybody's goes away meanwhile.
     */
    private static final int TRIES = 5;

    private static final int NOT_THERE = 404;

    private final Daemon daemon;
    private final Labels labels;
    private final CloudMetadata metadata;

    public Network(Daemon daemon, Labels labels, CloudMetadata metadata) {
        this.daemon = daemon;
        this.labels = labels;
        this.metadata = metadata;
    }

    /** Creates the networks unless they are there. */
    public void ensure() {
        for (String name : names()) {
            ensure(name);
            guard(name, metadata);
        }
    }

    private List<String> names() {
        return List.of(labels.network(), labels.buildNetwork());
    }

    private void ensure(String name) {
        for (int tried = 1; !exists(name); tried++) {
            try {
                create(name);
            } catch (Refused e) { // somebody was quicker: Docker says 409, Podman 500
                if (!exists(name) && (e.status() < 500 || tried == TRIES)) {
                    throw e;
                }
            }
        }
    }

    private void create(String name) {
        if (daemon.isPodman() && name.equals(labels.buildNetwork())) {
            createWithBridge(name, "dryccb-%08x".formatted((labels.platform() + daemon.host()).hashCode()));
            return;
        }
        daemon.call(docker -> docker.createNetworkCmd()
                .withName(name)
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withLabels(labels.with(Map.of()))
                .exec());
    }

    /** Podman would number the bridge by what it knows itself, and share it with another Podman of the machine. */
    private void createWithBridge(String name, String bridge) {
        ObjectNode order = new ObjectMapper().createObjectNode();
        order.put("name", name).put("driver", "bridge").put("network_interface", bridge);
        labels.with(Map.of()).forEach(order.putObject("labels")::put);
        try (DockerHttpClient.Response made = daemon.stream(
                DockerHttpClient.Request.Method.POST,
                "/libpod/networks/create",
                Map.of("Content-Type", "application/json"),
                Optional.of(new ByteArrayInputStream(order.toString().getBytes(StandardCharsets.UTF_8))))) {
            made.getBody().readAllBytes();
        } catch (IOException e) {
            throw new Refused(500, "the network of builds was not made: " + e.getMessage());
        }
    }

    /** Removes the networks; one that is not there is fine. */
    public void remove() {
        for (String name : names()) {
            if (exists(name)) {
                guard(name, CloudMetadata.ALLOW);
                daemon.call(docker -> docker.removeNetworkCmd(name).exec());
            }
        }
    }

    /** Without effect when the engine is on another machine, whose firewall is not ours. */
    private void guard(String name, CloudMetadata wanted) {
        if (daemon.isLocal()) {
            subnets(name).flatMap(subnet -> MetadataGuard.of(subnet).stream()).forEach(guard -> guard.set(wanted));
        }
    }

    private Stream<String> subnets(String name) {
        return Optional.ofNullable(daemon.call(docker ->
                                docker.inspectNetworkCmd().withNetworkId(name).exec())
                        .getIpam())
                .map(Ipam::getConfig)
                .stream()
                .flatMap(List::stream)
                .flatMap(config -> Stream.ofNullable(config.getSubnet()));
    }

    /** Not by the list of networks: there Podman calls its default one, which builds are on, {@code bridge}. */
    private boolean exists(String name) {
        try {
            daemon.call(docker -> docker.inspectNetworkCmd().withNetworkId(name).exec());
            return true;
        } catch (Refused e) {
            if (e.status() == NOT_THERE) {
                return false;
            }
            throw e;
        }
    }
}
