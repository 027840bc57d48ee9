package cc.drycc.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first look at a request: refuses what is not clear, finds the backend, sets the headers that are ours. */
final class Front implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");

    private final RouteTable routes;
    private final HttpHandler proxy;

    Front(RouteTable routes, HttpHandler proxy) {
        this.routes = routes;
        this.proxy = proxy;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        var headers = exchange.getRequestHeaders();
        if (!RequestRules.unambiguous(headers) || !RequestRules.sameHost(exchange.getRequestURI(), headers)) {
            refuse(exchange, Page.BAD_REQUEST);
            return;
        }
        if (exchange.getProtocol().equals(Protocols.HTTP_0_9)) {
            refuse(exchange, Page.BAD_REQUEST);
            return;
        }
        var method = exchange.getRequestMethod();
        if (method.equals(Methods.CONNECT) || method.equals(Methods.TRACE)) {
            refuse(exchange, Page.METHOD_NOT_ALLOWED);
            return;
        }
        var expect = headers.getFirst(Headers.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            refuse(exchange, Page.EXPECTATION_FAILED);
            return;
        }
        var backend = routes.find(headers.getFirst(Headers.HOST), exchange.getRequestPath());
        if (backend.isEmpty()) {
            Page.UNKNOWN_HOST.send(exchange);
            return;
        }
        if (!backend.get().admits(exchange.getSourceAddress().getAddress())) {
            Page.NOT_ALLOWED.send(exchange);
            return;
        }
        RequestRules.strip(headers);
        headers.put(REQUEST_ID, UUID.randomUUID().toString());
        exchange.putAttachment(PodClient.BACKEND, backend.get());
        exchange.addDefaultResponseListener(Front::explain);
        proxy.handleRequest(exchange);
    }

    /** A proxied request that failed ends with a bare status; this gives it words. */
    private static boolean explain(HttpServerExchange exchange) {
        if (exchange.getStatusCode() < 500 || exchange.getStatusCode() > 504) {
            return false;
        }
        log.info(
                "host={} method={} status={} answer=broken",
                exchange.getHostName(),
                exchange.getRequestMethod(),
                exchange.getStatusCode());
        Page.BROKEN_ANSWER.send(exchange);
        return true;
    }

    /** Answers and closes: what follows on this connection cannot be trusted. */
    private static void refuse(HttpServerExchange exchange, Page page) {
        exchange.setPersistent(false);
        page.send(exchange);
    }
}
