package cc.drycc.engine.docker.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hardware address of Podman's bridge from changing. A Linux bridge takes the lowest address of its ports unless it
 * was given one, Podman's network program of that time (netavark 1.4) gives none, and so every pod that comes or goes may
 * change it: what other pods then send to the old address is lost for seconds. Docker gives its bridges an address.
 */
final class BridgeAddress {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeAddress.class);
    private static final Path INTERFACES = Path.of("/sys/class/net");
    /** {@code NET_ADDR_SET} of Linux's {@code addr_assign_type}: given by somebody, so it stays. */
    private static final String GIVEN = "3";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

    private final Optional<Path> bridge;
    private volatile boolean told;

    private BridgeAddress(Optional<Path> bridge) {
        this.bridge = bridge;
    }

    /** Nothing to keep. */
    static BridgeAddress none() {
        return new BridgeAddress(Optional.empty());
    }

    /** Of a network on this machine; does nothing when it is Docker's, or elsewhere. */
    static BridgeAddress of(Daemon daemon, String network) {
        if (!daemon.isPodman() || !daemon.isLocal()) {
            return none();
        }
        try (DockerHttpClient.Response response = daemon.podman("/networks/" + network + "/json")) {
            String name = new ObjectMapper()
                    .readTree(response.getBody())
                    .path("network_interface")
                    .asText();
            return new BridgeAddress(
                    NAME.matcher(name).matches() ? Optional.of(INTERFACES.resolve(name)) : Optional.empty());
        } catch (IOException | Refused e) {
            LOG.warn("event=no-bridge-name network={} problem=\"{}\"", network, e.getMessage());
            return none();
        }
    }

    /** Gives the bridge the address it has just now. Call after a container joined, because the first one makes the bridge. */
    void pin() {
        bridge.filter(Files::isDirectory).ifPresent(this::pin);
    }

    private void pin(Path at) {
        try {
            if (Files.readString(at.resolve("addr_assign_type")).strip().equals(GIVEN)) {
                return;
            }
            String address = Files.readString(at.resolve("address")).strip();
            String name = at.getFileName().toString();
            Process ip = new ProcessBuilder(List.of("ip", "link", "set", "dev", name, "address", address))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!ip.waitFor(5, TimeUnit.SECONDS) || ip.exitValue() != 0) {
                ip.destroyForcibly();
                complain("ip link set failed");
            }
        } catch (IOException e) {
            complain(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(String problem) {
        if (!told) {
            told = true;
            LOG.warn(
                    "event=bridge-address-loose problem=\"{}\" meaning=\"requests may stall for seconds while pods come and go\"",
                    problem);
        }
    }
}
