package cc.drycc.server.engines;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the container engine listens. */
public final class EngineAddress {

    /** The usual sockets, best first. */
    private static final List<Path> USUAL =
            List.of(Path.of("/run/podman/podman.sock"), Path.of("/var/run/docker.sock"), Path.of("/run/docker.sock"));

    private static final Pattern ADDRESS =
            Pattern.compile("unix:///\\S+|tcp://(\\[[0-9a-fA-F:]+]|[^/@\\s:]+):[0-9]{1,5}/?");

    private EngineAddress() {}

    /**
     * The engine this machine offers: {@code DOCKER_HOST} when set (and then no other), else the first usual socket that
     * answers.
     *
     * @return empty when a private one has to be started
     */
    public static Optional<URI> offered(Map<String, String> environment) {
        return named(environment).or(EngineAddress::usual);
    }

    /**
     * The engine {@code DOCKER_HOST} names.
     *
     * @throws ServerProblem when it cannot be an engine's address
     */
    public static Optional<URI> named(Map<String, String> environment) {
        var host = environment.getOrDefault("DOCKER_HOST", "").strip();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        var address = spelled(host);
        if (!ADDRESS.matcher(address).matches()) {
            throw new ServerProblem("DOCKER_HOST must be a socket or address such as unix:///var/run/docker.sock or"
                    + " tcp://10.0.0.1:2375");
        }
        return Optional.of(URI.create(address));
    }

    private static Optional<URI> usual() {
        return USUAL.stream()
                .filter(EngineAddress::answers)
                .map(path -> URI.create("unix://" + path))
                .findFirst();
    }

    /** {@code host:port} and {@code http://host:port} are as good as {@code tcp://host:port} (seed 001). */
    private static String spelled(String host) {
        return host.contains("://") ? host.replaceFirst("^http://", "tcp://") : "tcp://" + host;
    }

    /** Whether something that speaks the Docker API answers at {@code tcp://host:port}. */
    public static boolean answers(String address) {
        var uri = URI.create(address);
        try (var channel = SocketChannel.open()) {
            channel.socket().connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 1_000);
            return answers(channel);
        } catch (IOException notListening) {
            return false;
        }
    }

    /** The address the platform in this home uses or used last. */
    public static Optional<URI> remembered(PlatformHome home) {
        return PlatformHome.read(home.run().resolve("engine")).map(URI::create);
    }

    /** Writes the address down for scripts: {@code podman --url} takes it as it is. */
    public static void remember(PlatformHome home, URI address) {
        PlatformHome.write(home.run().resolve("engine"), address.toString());
    }

    /** Whether something that speaks the Docker API listens on this socket. */
    static boolean answers(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return answers(channel);
        } catch (IOException notListening) {
            return false;
        }
    }

    private static boolean answers(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII)));
        var answer = ByteBuffer.allocate(64);
        channel.read(answer);
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).contains(" 200 ");
    }
}
