package cc.drycc.edge;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request must look like to pass, so that the pod and we never read it differently (RFC 9110, RFC 9112 §3.2, §6.1;
 * request smuggling), and what is taken off or put on before it does.
 */
final class RequestRules {

    private static final Pattern HOST = Pattern.compile(
            "([A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    /** What a client may not have removed by naming it in {@code Connection}. */
    private static final Set<String> NOT_HOP_BY_HOP = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "content-type",
            "authorization",
            "cookie",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port");

    private static final List<HttpString> HOP_BY_HOP = List.of(
            new HttpString("Keep-Alive"),
            new HttpString("Proxy-Connection"),
            new HttpString("Proxy-Authorization"),
            new HttpString("TE"),
            Headers.TRAILER);

    private static final List<HttpString> OURS = List.of(
            new HttpString("Forwarded"),
            new HttpString("X-Forwarded-For"),
            new HttpString("X-Forwarded-Proto"),
            new HttpString("X-Forwarded-Host"),
            new HttpString("X-Forwarded-Port"),
            new HttpString("X-Forwarded-Server"),
            new HttpString("X-Forwarded-Prefix"),
            new HttpString("X-Real-IP"),
            new HttpString("X-Request-Id"));

    private RequestRules() {}

    /** Whether both sides can only read these headers one way. */
    static boolean unambiguous(HeaderMap headers) {
        return one(headers, Headers.HOST)
                && HOST.matcher(headers.getFirst(Headers.HOST)).matches()
                && portInRange(headers.getFirst(Headers.HOST))
                && lengthIsClear(headers)
                && cleanNames(headers);
    }

    private static boolean one(HeaderMap headers, HttpString name) {
        HeaderValues values = headers.get(name);
        return values != null && values.size() == 1;
    }

    private static boolean portInRange(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || host.endsWith("]")) {
            return true;
        }
        int port = Integer.parseInt(host.substring(colon + 1));
        return port >= 1 && port <= 65_535;
    }

    private static boolean lengthIsClear(HeaderMap headers) {
        boolean length = headers.contains(Headers.CONTENT_LENGTH);
        boolean encoding = headers.contains(Headers.TRANSFER_ENCODING);
        if (length && encoding) {
            return false;
        }
        if (length) {
            return one(headers, Headers.CONTENT_LENGTH)
                    && headers.getFirst(Headers.CONTENT_LENGTH).matches("[0-9]{1,18}");
        }
        return !encoding
                || (one(headers, Headers.TRANSFER_ENCODING)
                        && headers.getFirst(Headers.TRANSFER_ENCODING).equalsIgnoreCase("chunked"));
    }

    private static boolean cleanNames(HeaderMap headers) {
        for (HeaderValues header : headers) {
            var name = header.getHeaderName().toString();
            for (int i = 0; i < name.length(); i++) {
                if (!tokenCharacter(name.charAt(i))) {
                    return false;
                }
            }
            for (String value : header) {
                if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** RFC 9110 §5.6.2. */
    private static boolean tokenCharacter(char c) {
        return c > ' ' && c < 127 && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    /** An absolute request target must name the host that {@code Host} names (RFC 9112 §3.2.2). */
    static boolean sameHost(String requestUri, HeaderMap headers) {
        if (requestUri.startsWith("/") || requestUri.equals("*")) {
            return true;
        }
        try {
            var authority = URI.create(requestUri).getAuthority();
            return authority != null
                    && RouteTable.hostName(authority).equals(RouteTable.hostName(headers.getFirst(Headers.HOST)));
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    /** Takes off what belongs to this hop or is ours to say. */
    static void strip(HeaderMap headers) {
        var connection = headers.get(Headers.CONNECTION);
        boolean upgrade = false;
        var named = new ArrayList<String>();
        if (connection != null) {
            for (String value : connection) {
                for (String token : value.split(",")) {
                    var name = token.strip().toLowerCase(Locale.ROOT);
                    upgrade |= name.equals("upgrade");
                    named.add(name);
                }
            }
        }
        boolean keepUpgrade = upgrade && headers.contains(Headers.UPGRADE);
        named.stream()
                .filter(name -> !name.isEmpty() && !NOT_HOP_BY_HOP.contains(name))
                .filter(name -> !(keepUpgrade && name.equals("upgrade")))
                .forEach(headers::remove);
        if (!keepUpgrade) {
            headers.remove(Headers.UPGRADE);
        }
        HOP_BY_HOP.forEach(headers::remove);
        OURS.forEach(headers::remove);
    }
}
