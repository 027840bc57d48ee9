package cc.drycc.builder.buildah;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The network of an app's build containers: a bridge of its own, so that they reach the world and nothing of this
 * machine's loopback. Left to itself buildah numbers bridges and addresses by what one store knows, and two stores meet.
 */
final class BuildNetwork {

    static final String NAME = "drycc-build";

    private static final Pattern SUBNET = Pattern.compile("\"subnet\": \"(10\\.[0-9]+\\.[0-9]+)\\.0/24\"");
    private static final int SUBNETS = 0x7f00;

    private BuildNetwork() {}

    /**
     * Writes what buildah reads, unless it is there.
     *
     * @param folder of the app
     * @param neighbours the folder with those of all apps
     * @return the folder of networks
     */
    static Path in(Path folder, Path neighbours) throws IOException {
        Path networks = Files.createDirectories(folder.resolve("networks"));
        Path file = networks.resolve(NAME + ".json");
        if (!Files.exists(file)) {
            String id = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            Files.writeString(file, json(id, freeSubnet(Integer.parseInt(id.substring(8, 12), 16), neighbours)));
        }
        return networks;
    }

    private static String json(String id, String subnet) {
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
                """.formatted(NAME, id + id, id.substring(0, 8), subnet, subnet);
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
        try (Stream<Path> apps = Files.list(neighbours)) {
            for (Path file : apps.map(app -> app.resolve("networks").resolve(NAME + ".json"))
                    .filter(Files::exists)
                    .toList()) {
                Matcher subnet = SUBNET.matcher(Files.readString(file));
                if (subnet.find()) {
                    taken.add(subnet.group(1));
                }
            }
        }
        return taken;
    }
}
