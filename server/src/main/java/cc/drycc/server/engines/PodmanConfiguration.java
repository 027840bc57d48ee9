package cc.drycc.server.engines;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The private Podman's settings: an OCI runtime that starts everywhere, limits no higher than ours (raising them is refused
 * in many containers), capped logs, and networks of its own so that two platforms never share one.
 */
final class PodmanConfiguration {

    private static final long NOFILE_WANTED = 65_536;
    private static final long NPROC = 4_096;

    private PodmanConfiguration() {}

    static Path file(PlatformHome home) {
        return home.engine().resolve("containers.conf");
    }

    static void write(PlatformHome home) throws IOException {
        long nofile = Math.min(NOFILE_WANTED, hardLimit("Max open files"));
        long nproc = Math.min(NPROC, hardLimit("Max processes"));
        Files.writeString(file(home), """
                # written by the platform at every start
                [containers]
                default_ulimits = ["nofile=%1$d:%1$d", "nproc=%2$d:%2$d"]
                pids_limit = 4096
                log_driver = "k8s-file"
                log_size_max = 16777216

                [engine]
                runtime = "%3$s"
                cgroup_manager = "cgroupfs"
                events_logger = "file"

                [network]
                network_backend = "netavark"
                default_network = "%4$s"
                """.formatted(nofile, nproc, runtime(), buildNetwork(home)));
        networks(home);
    }

    /** runc where it is: crun refuses hosts with both cgroup hierarchies mounted. */
    private static String runtime() {
        return Stream.of("/usr/sbin/runc", "/usr/bin/runc", "/usr/local/bin/runc", "/usr/local/sbin/runc")
                        .anyMatch(path -> Files.isExecutable(Path.of(path)))
                ? "runc"
                : "crun";
    }

    /**
     * Both networks, with names, bridges and subnets of their own. Left to itself, Podman numbers bridges by what this
     * instance knows, and calls firewall chains after the network's name: two instances on one machine then share a bridge,
     * and take the rules of each other away.
     */
    private static void networks(PlatformHome home) throws IOException {
        var folder = Files.createDirectories(home.engine().resolve("networks"));
        var id = home.platformId();
        var builds = new Network(buildNetwork(home), "dryccb-" + id, Dns.NONE);
        var apps = new Network("drycc-" + id, "dryccn-" + id, Dns.NAMES);
        int start = Integer.parseInt(id.substring(0, 4), 16);
        for (Network network : List.of(builds, apps)) {
            var file = folder.resolve(network.name() + ".json");
            if (!Files.exists(file)) {
                start = freeSubnet(start + 1);
                Files.writeString(file, network.json(id, start));
            }
        }
    }

    /** The network of build containers, which is Podman's default one here. */
    private static String buildNetwork(PlatformHome home) {
        return "drycc-builds-" + home.platformId();
    }

    /** Whether pods find each other by name. */
    private enum Dns {
        NAMES,
        NONE
    }

    private record Network(String name, String bridge, Dns dns) {

        String json(String platform, int subnet) {
            var digest = UUID.nameUUIDFromBytes((platform + name).getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            return """
                    {
                      "name": "%1$s",
                      "id": "%2$s",
                      "driver": "bridge",
                      "network_interface": "%3$s",
                      "created": "2026-11-21T00:00:00Z",
                      "subnets": [{"subnet": "%4$s.0/24", "gateway": "%4$s.1"}],
                      "ipv6_enabled": false,
                      "internal": false,
                      "dns_enabled": %5$s,
                      "labels": {"cc.drycc.platform": "%6$s"},
                      "ipam_options": {"driver": "host-local"}
                    }
                    """.formatted(name, digest + digest, bridge, prefix(subnet), dns == Dns.NAMES, platform);
        }
    }

    /** {@code 10.128.0} to {@code 10.255.255}. */
    private static String prefix(int subnet) {
        return "10.%d.%d".formatted(128 + ((subnet >> 8) & 0x7f), subnet & 0xff);
    }

    /** The first subnet from here on that no interface of this machine is in. */
    private static int freeSubnet(int start) throws SocketException {
        var taken = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .toList();
        return IntStream.range(start, start + 0x8000)
                .filter(subnet -> taken.stream().noneMatch(address -> address.startsWith(prefix(subnet) + ".")))
                .findFirst()
                .orElseThrow(() -> new ServerProblem("no free subnet of 10.128.0.0/9 for the platform's networks"));
    }

    private static long hardLimit(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> List.of(line.substring(name.length()).strip().split("\\s+")))
                .map(columns -> columns.get(1))
                .map(value -> "unlimited".equals(value) ? Long.MAX_VALUE : Long.parseLong(value))
                .findFirst()
                .orElse(1_024L);
    }
}
