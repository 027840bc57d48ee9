package cc.drycc.controller.web;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.EngineProblem;
import cc.drycc.storage.StorageProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one place where what went wrong becomes a status and a body. Nothing of the inside leaves through here. */
@RestControllerAdvice
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final String SOON = "5";

    /** Expected refusals. */
    @ExceptionHandler
    ResponseEntity<Object> refused(Problem problem) {
        return switch (problem) {
            case Problem.InvalidField field -> answer(HttpStatus.BAD_REQUEST, field.fields(), new HttpHeaders());
            case Problem.Refused p -> detail(HttpStatus.BAD_REQUEST, p);
            case Problem.Unauthenticated p -> detail(HttpStatus.UNAUTHORIZED, p, "WWW-Authenticate", "token");
            case Problem.Forbidden p -> detail(HttpStatus.FORBIDDEN, p);
            case Problem.NotFound p -> detail(HttpStatus.NOT_FOUND, p);
            case Problem.Conflict p -> detail(HttpStatus.CONFLICT, p);
            case Problem.TooLarge p -> detail(HttpStatus.CONTENT_TOO_LARGE, p);
            case Problem.UnsupportedType p -> detail(HttpStatus.UNSUPPORTED_MEDIA_TYPE, p);
            case Problem.Unprocessable p -> detail(HttpStatus.UNPROCESSABLE_CONTENT, p);
            case Problem.TooMany p ->
                detail(
                        HttpStatus.TOO_MANY_REQUESTS,
                        p,
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(p.retryAfter().toSeconds()));
            case Problem.Unavailable p -> detail(HttpStatus.SERVICE_UNAVAILABLE, p, HttpHeaders.RETRY_AFTER, SOON);
        };
    }

    /** The database is away or too slow. */
    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        QueryTimeoutException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessResourceException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Object> databaseAway(Exception e, HttpServletRequest request) {
        LOG.warn("event=database-away path={} problem=\"{}\"", request.getRequestURI(), rootOf(e));
        return refused(new Problem.Unavailable("The database cannot be reached; try again in a moment."));
    }

    /** The engine is away. */
    @ExceptionHandler
    ResponseEntity<Object> engineAway(EngineProblem e, HttpServletRequest request) {
        LOG.warn("event=engine-problem path={} problem=\"{}\"", request.getRequestURI(), e.getMessage());
        return refused(new Problem.Unavailable("The container engine failed: " + e.getMessage()));
    }

    /** The object store is away. */
    @ExceptionHandler
    ResponseEntity<Object> storageAway(StorageProblem e, HttpServletRequest request) {
        LOG.warn("event=storage-problem path={} problem=\"{}\"", request.getRequestURI(), e.getMessage());
        return refused(new Problem.Unavailable("The object store failed; try again in a moment."));
    }

    /** Two requests changed the same thing and the database let only one of them. */
    @ExceptionHandler({DataIntegrityViolationException.class, ConcurrencyFailureException.class})
    ResponseEntity<Object> changedMeanwhile(Exception e, HttpServletRequest request) {
        LOG.warn("event=changed-meanwhile path={} problem={}", request.getRequestURI(), e.getClass());
        return refused(new Problem.Conflict("Somebody changed it at the same time; look again. Nothing was changed."));
    }

    /** The client is gone: nobody reads an answer. */
    @ExceptionHandler
    void clientGone(IOException e, HttpServletRequest request) {
        LOG.debug("event=client-gone path={}", request.getRequestURI());
    }

    /** A part of the path that names nothing, or a parameter of the wrong kind. */
    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e) {
        return e.getParameter().hasParameterAnnotation(PathVariable.class)
                ? refused(new Problem.NotFound("Not found."))
                : refused(new Problem.InvalidField(e.getName(), "Not a valid value."));
    }

    /** What the web framework refuses itself, and everything nobody expected. */
    @ExceptionHandler
    ResponseEntity<Object> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
            var body = Map.of("detail", words(refusal.getStatusCode(), request));
            return answer(refusal.getStatusCode(), body, refusal.getHeaders());
        }
        var id = UUID.randomUUID();
        LOG.error("event=request-failed id={} method={} path={}", id, request.getMethod(), request.getRequestURI(), e);
        var body = Map.of("detail", "The request failed; the platform's log says why under id " + id + ".");
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, body, new HttpHeaders());
    }

    private static String words(HttpStatusCode status, HttpServletRequest request) {
        return switch (status.value()) {
            case 404 -> "This platform has nothing at %s.".formatted(request.getRequestURI());
            case 405 -> "Method \"" + request.getMethod() + "\" not allowed.";
            case 415 -> "Send JSON with \"Content-Type: application/json\".";
            default -> "The request cannot be understood.";
        };
    }

    private static @Nullable String rootOf(Throwable e) {
        var cause = e;
        for (var next = cause.getCause(); next != null; next = cause.getCause()) {
            cause = next;
        }
        return cause.getMessage();
    }

    private static ResponseEntity<Object> detail(HttpStatus status, Problem problem, String... header) {
        var headers = new HttpHeaders();
        for (int i = 0; i < header.length; i += 2) {
            headers.set(header[i], header[i + 1]);
        }
        return answer(status, Map.of("detail", problem.detail()), headers);
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, Object body, HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
