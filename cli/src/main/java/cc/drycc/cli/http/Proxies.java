package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy to a controller, as the variables {@code http_proxy}, {@code https_proxy} and {@code no_proxy} say it, or their
 * upper-case forms (seed 4.1). This machine itself is never reached through one.
 */
public final class Proxies {

    private static final String HTTP = "http";
    private static final int USUAL_PORT = 80;

    private final Surroundings around;

    public Proxies(Surroundings around) {
        this.around = around;
    }

    /** @throws CliProblem when the variable holds something else than a proxy */
    Optional<Choice> choice(String controller) {
        var target = URI.create(controller);
        var scheme = target.getScheme();
        if (NoProxy.isThisMachine(target.getHost())
                || variable("no_proxy")
                        .filter(list -> NoProxy.covers(list, target))
                        .isPresent()) {
            return Optional.empty();
        }
        return variable(scheme + "_proxy").map(value -> parsed(scheme + "_proxy", value));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .flatMap(each -> around.variable(each).stream())
                .findFirst();
    }

    /** The value may hold a password: it is not repeated. */
    private static Choice parsed(String variable, String value) {
        try {
            var uri = new URI(value.contains("://") ? value.strip() : HTTP + "://" + value.strip());
            if (HTTP.equals(uri.getScheme()) && uri.getHost() != null) {
                int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
                return new Choice(new InetSocketAddress(uri.getHost(), port), Optional.ofNullable(uri.getUserInfo()));
            }
        } catch (URISyntaxException e) {
            // as below
        }
        throw new CliProblem(
                "the variable " + variable + " is not the address of an HTTP proxy; it looks like http://proxy:3128");
    }

    /**
     * A proxy.
     *
     * @param address where it listens
     * @param user {@code NAME:PASSWORD}, when it wants one
     */
    record Choice(InetSocketAddress address, Optional<String> user) {

        /** Every request goes there. */
        ProxySelector selector() {
            return new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return List.of(new Proxy(Proxy.Type.HTTP, address));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
                    // the request itself fails and says so
                }
            };
        }

        /** Tells name and password to the proxy, and to nobody else. */
        Optional<Authenticator> authenticator() {
            return user.map(words -> {
                // the JDK sends none on the way to a TLS controller unless told
                System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
                return new Authenticator() {
                    @Override
                    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                        if (getRequestorType() != RequestorType.PROXY) {
                            return null;
                        }
                        var parts = words.split(":", 2);
                        return new PasswordAuthentication(parts[0], (parts.length == 2 ? parts[1] : "").toCharArray());
                    }
                };
            });
        }

        /** Without the password. */
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
