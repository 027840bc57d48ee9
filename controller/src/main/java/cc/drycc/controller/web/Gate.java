package cc.drycc.controller.web;

import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.accounts.Tokens;
import cc.drycc.controller.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets nobody in without a token, whatever the path, but for the few doors listed here. Tokens come in the {@code
 * Authorization} header only, as {@code token …} or {@code Bearer …}.
 */
final class Gate extends OncePerRequestFilter {

    private static final String SIGNED_IN = Gate.class.getName();
    private static final Pattern OPEN = Pattern.compile("(GET|HEAD) /(healthz|readiness|v2/openapi\\.json|v2/docs)"
            + "|POST /v2/auth/login" + "|GET /v2/auth/token/[0-9a-f]{1,64}"
            + "|(GET|POST) /v2/login/drycc");
    private static final String REGISTER = "POST /v2/auth/register";
    private static final Pattern CREDENTIALS = Pattern.compile("(?i:token|bearer) +([\\x21-\\x7e]+) *");

    private final Tokens tokens;
    private final HandlerExceptionResolver answers;

    Gate(Tokens tokens, HandlerExceptionResolver answers) {
        this.tokens = tokens;
        this.answers = answers;
    }

    /** Who sends the request; empty where the door is open. */
    static Optional<SignedIn> maybeSignedIn(HttpServletRequest request) {
        return Optional.ofNullable((SignedIn) request.getAttribute(SIGNED_IN));
    }

    /** @throws Problem.Unauthenticated when nobody knows who sends the request */
    static SignedIn signedIn(HttpServletRequest request) {
        return maybeSignedIn(request).orElseThrow(Problem.Unauthenticated::missing);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var door = request.getMethod() + " " + request.getRequestURI();
        if (!OPEN.matcher(door).matches()) {
            try {
                boolean optional = door.equals(REGISTER) && request.getHeader("Authorization") == null;
                if (!optional) {
                    request.setAttribute(SIGNED_IN, authenticate(request));
                }
            } catch (RuntimeException e) {
                answers.resolveException(request, response, null, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private SignedIn authenticate(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null) {
            throw Problem.Unauthenticated.missing();
        }
        var credentials = CREDENTIALS.matcher(header);
        if (!credentials.matches()) {
            throw new Problem.Unauthenticated("Invalid token header.");
        }
        return tokens.find(credentials.group(1)).orElseThrow(() -> new Problem.Unauthenticated("Invalid token."));
    }
}
