package cc.drycc.controller.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;

/**
 * The program at the other end.
 *
 * @param address where it is: what the edge says, since only the edge reaches us from this machine
 * @param shape which shape of answers it understands
 */
public record Client(String address, Shape shape) {

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
        return new Client(address(request), shape);
    }

    private static String address(HttpServletRequest request) {
        var forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || forwarded.isBlank() || !isLoopback(request.getRemoteAddr())) {
            return request.getRemoteAddr();
        }
        var hops = forwarded.split(",");
        return hops[hops.length - 1].strip();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
