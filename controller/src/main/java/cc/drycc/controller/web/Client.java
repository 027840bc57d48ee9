package cc.drycc.controller.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program at the other end.
 *
 * @param address where it is: what the edge says, since only the edge reaches us from this machine
 * @param shape which shape of answers it understands
 * @param origin scheme, host and port by which it reached us, such as {@code http://drycc.example.com:8080}; empty when it did
 *     not say
 */
public record Client(String address, Shape shape, String origin) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,300}");

    /** Which shape of answers a client understands. */
    public enum Shape {
        /** The REST reference's. */
        REFERENCE_API,
        /** That of the later client, known by its {@code User-Agent}. */
        DRYCC_CLIENT
    }

    static Client of(HttpServletRequest request) {
        var agent = request.getHeader("User-Agent");
        var shape = agent != null && agent.startsWith("Drycc Client") ? Shape.DRYCC_CLIENT : Shape.REFERENCE_API;
        return new Client(address(request), shape, origin(request));
    }

    private static String origin(HttpServletRequest request) {
        var scheme =
                "https".equals(fromEdge(request, "X-Forwarded-Proto").orElse(request.getScheme())) ? "https" : "http";
        var host = request.getHeader("Host");
        return host == null || !HOST.matcher(host).matches() ? "" : scheme + "://" + host;
    }

    private static String address(HttpServletRequest request) {
        return fromEdge(request, "X-Forwarded-For")
                .map(forwarded ->
                        forwarded.substring(forwarded.lastIndexOf(',') + 1).strip())
                .orElseGet(request::getRemoteAddr);
    }

    /** What the edge says, which is on this machine; nobody else is believed. */
    private static Optional<String> fromEdge(HttpServletRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header))
                .filter(value -> !value.isBlank() && isLoopback(request.getRemoteAddr()));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
