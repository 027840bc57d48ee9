package cc.drycc.buildservice.web;

import cc.drycc.buildservice.clients.Client;
import cc.drycc.buildservice.clients.Clients;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets nobody in without a token, unless the service is open; then no web page may send people's browsers here. */
public final class Gate extends OncePerRequestFilter {

    private static final String CLIENT = Gate.class.getName();
    private static final Pattern OPEN = Pattern.compile("(GET|HEAD) /(healthz|api/v1/openapi\\.yaml)");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i:token|bearer) +([\\x21-\\x7e]+) *");
    private static final Set<String> NO_OTHER_PAGE = Set.of("same-origin", "none");

    private final Clients clients;
    private final HandlerExceptionResolver answers;

    public Gate(Clients clients, HandlerExceptionResolver answers) {
        this.clients = clients;
        this.answers = answers;
    }

    /** Who sends the request. */
    static Client client(HttpServletRequest request) {
        return Optional.ofNullable((Client) request.getAttribute(CLIENT))
                .orElseThrow(() -> new Problem(Kind.UNAUTHENTICATED, "A token is needed."));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!OPEN.matcher(request.getMethod() + " " + request.getRequestURI()).matches()) {
            try {
                request.setAttribute(CLIENT, identify(request));
            } catch (Problem e) {
                answers.resolveException(request, response, null, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Client identify(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null && clients.door() == Clients.Door.OPEN) {
            refuseOtherPages(request);
            return Client.from(request.getRemoteAddr());
        }
        if (header == null) {
            throw new Problem(
                    Kind.UNAUTHENTICATED,
                    "A token is needed: send \"Authorization: token …\" with the one you were given.");
        }
        var credentials = CREDENTIALS.matcher(header);
        if (!credentials.matches()) {
            throw new Problem(Kind.UNAUTHENTICATED, "Send \"Authorization: token …\".");
        }
        return clients.identify(credentials.group(1))
                .map(Client::named)
                .orElseThrow(() -> new Problem(Kind.UNAUTHENTICATED, "This token is not known."));
    }

    private static void refuseOtherPages(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (request.getHeader("Origin") != null || (site != null && !NO_OTHER_PAGE.contains(site))) {
            throw new Problem(Kind.FORBIDDEN, "Web pages cannot use this service unless it asks for tokens.");
        }
    }
}
