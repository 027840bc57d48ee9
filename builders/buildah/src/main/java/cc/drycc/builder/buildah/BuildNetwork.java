package cc.drycc.builder.buildah;

import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.engine.metadata.MetadataGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The network of an app's build containers: a bridge of its own, so that they reach the world and nothing of this
 * machine's loopback. Left to itself buildah numbers bridges and addresses by what one store knows, and two stores meet.
 *
 * @param folder where buildah reads it
 * @param name of this app's alone: netavark calls its chains of firewall rules after it, and would remove those of a
 *     neighbour of the same name while he sets up his
 */
record BuildNetwork(Path folder, String name) {

    private static final String FOLDER = "networks";
    private static final Pattern SUBNET = Pattern.compile("\"subnet\": \"(10\\.[0-9]+\\.[0-9]+)\\.0/24\"");
    private static final int SUBNETS = 0x7f00;

    /**
     * Writes what buildah reads, unless it is there.
     *
     * @param app its folder
     * @param neighbours the folder with those of all apps
     */
    static BuildNetwork in(Path app, Path neighbours) throws IOException {
        String id = UUID.nameUUIDFromBytes(app.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        String name = "drycc-build-" + id.substring(0, 8);
        Path networks = Files.createDirectories(app.resolve(FOLDER));
        Path file = networks.resolve(name + ".json");
        if (!Files.exists(file)) {
            Files.writeString(file, json(name, id, freeSubnet(Integer.parseInt(id.substring(8, 12), 16), neighbours)));
        }
        return new BuildNetwork(networks, name);
    }

    /** Puts in or takes away the firewall's rules for the network of an app, if it has one. */
    static void guard(Path app, CloudMetadata wanted) throws IOException {
        for (Path file : list(app.resolve(FOLDER))) {
            Matcher subnet = SUBNET.matcher(Files.readString(file));
            if (subnet.find()) {
                MetadataGuard.of(subnet.group(1) + ".0/24").ifPresent(guard -> guard.set(wanted));
            }
        }
    }

    private static String json(String name, String id, String subnet) {
        return """
                {
                  "name": "%s",
                  "id": "%s",
                  "driver": "bridge",
                  "network_interface": "dryccd-%s",
                  "created": "2026-11-21T00:00:00Z",
                  "subnets": [{"subnet": "%s.0/24", "gateway": "%s.1"}],
                  "ipv6_enabled": false,
                  "internal": false,
                  "dns_enabled": false,
                  "ipam_options": {"driver": "host-local"}
                }
                """.formatted(name, id + id, id.substring(0, 8), subnet, subnet);
    }

    /** The first of {@code 10.128.0.0/9} from here on that no interface is in and no other app has. */
    private static String freeSubnet(int start, Path neighbours) throws IOException {
        var taken = taken(neighbours);
        for (int i = 0; i < SUBNETS; i++) {
            int number = (start + i) % SUBNETS;
            String prefix = "10.%d.%d".formatted(128 + (number >> 8), number & 0xff);
            if (!taken.contains(prefix)) {
                return prefix;
            }
        }
        throw new IOException("no free subnet of 10.128.0.0/9 for the network of builds");
    }

    private static Set<String> taken(Path neighbours) throws IOException {
        var taken = new HashSet<String>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .forEach(address -> taken.add(address.replaceFirst("\\.[0-9]+$", "")));
        for (Path app : list(neighbours)) {
            for (Path file : list(app.resolve(FOLDER))) {
                Matcher subnet = SUBNET.matcher(Files.readString(file));
                if (subnet.find()) {
                    taken.add(subnet.group(1));
                }
            }
        }
        return taken;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
