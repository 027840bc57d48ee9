package cc.drycc.edge;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/** The answers that are the router's own: short, without a banner, JSON for those who ask for it. */
enum Page {
    BAD_REQUEST(400, "Bad Request", "The request is not well-formed."),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "This method is not supported here."),
    EXPECTATION_FAILED(417, "Expectation Failed", "Only 'Expect: 100-continue' is supported."),
    UNKNOWN_HOST(
            404, "No such app", "There is no app at this address. Check its name, or create it: drycc create NAME"),
    NOT_ALLOWED(403, "Not allowed", "This app does not answer requests from your address."),
    BROKEN_ANSWER(
            502,
            "Bad answer from the app",
            "The app broke the connection or answered with something that is not HTTP. Its owner can look with: drycc logs"),
    NO_POD(503, "App not available", "No process of this app is ready to answer. Its owner can look with: drycc ps");

    private final int status;
    private final String title;
    private final String text;

    Page(int status, String title, String text) {
        this.status = status;
        this.title = title;
        this.text = text;
    }

    void send(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        var headers = exchange.getResponseHeaders();
        headers.put(Headers.CACHE_CONTROL, "no-store");
        if (status == 503) {
            headers.put(Headers.RETRY_AFTER, "5");
        }
        var accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        if (accept != null && accept.contains("application/json")) {
            headers.put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send("{\"detail\": \"" + text + "\"}\n");
        } else if (accept != null && accept.contains("text/html")) {
            headers.put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
            exchange.getResponseSender()
                    .send("<!doctype html><meta charset=utf-8><title>" + title + "</title><h1>" + title + "</h1><p>"
                            + text + "</p>\n");
        } else {
            headers.put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send(title + ". " + text + "\n");
        }
    }
}
