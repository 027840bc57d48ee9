package cc.drycc.buildservice.web;

import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.storage.StorageProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one place where what went wrong becomes a status and {@code {"Error": "…"}}. Nothing of the inside leaves here. */
@RestControllerAdvice
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    @ExceptionHandler
    ResponseEntity<Object> refused(Problem problem) {
        var headers = new HttpHeaders();
        problem.retryAfter().ifPresent(pause -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(pause.toSeconds())));
        var status = switch (problem.kind()) {
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "token");
                yield HttpStatus.UNAUTHORIZED;
            }
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> {
                headers.set(HttpHeaders.CONNECTION, "close"); // the rest of it is not read
                yield HttpStatus.CONTENT_TOO_LARGE;
            }
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
        return answer(status, problem.words(), headers);
    }

    /** The database is away or too slow. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> databaseAway(Exception e, HttpServletRequest request) {
        LOG.warn("event=database-away path={} problem=\"{}\"", request.getRequestURI(), rootOf(e));
        return refused(Problem.later(Kind.UNAVAILABLE, "The database cannot be reached; try again in a moment.", SOON));
    }

    @ExceptionHandler
    ResponseEntity<Object> storageAway(StorageProblem e, HttpServletRequest request) {
        LOG.warn("event=storage-problem path={} problem=\"{}\"", request.getRequestURI(), e.getMessage());
        return refused(Problem.later(Kind.UNAVAILABLE, "The object store failed; nothing was taken.", SOON));
    }

    @ExceptionHandler
    ResponseEntity<Object> redisAway(Progress.Unreachable e, HttpServletRequest request) {
        LOG.warn("event=redis-away path={} problem=\"{}\"", request.getRequestURI(), e.getMessage());
        return refused(Problem.later(Kind.UNAVAILABLE, "Redis, which has the logs, cannot be reached.", SOON));
    }

    /** The client is gone and nobody reads an answer, or our disk is full. */
    @ExceptionHandler
    ResponseEntity<Object> broken(IOException e, HttpServletRequest request) {
        if (String.valueOf(e.getMessage()).contains("No space left on device")) {
            LOG.warn("event=disk-full path={}", request.getRequestURI());
            return answer(HttpStatus.INSUFFICIENT_STORAGE, "No space is left on the disk.", new HttpHeaders());
        }
        LOG.debug("event=client-gone path={}", request.getRequestURI());
        return answer(HttpStatus.BAD_REQUEST, "The request ended early.", new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e) {
        return refused(Problem.bad(e.getName() + ": not a valid value."));
    }

    /** What the web framework refuses itself, and everything nobody expected. */
    @ExceptionHandler
    ResponseEntity<Object> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
            var words = switch (refusal.getStatusCode().value()) {
                case 404 -> "Resource not found";
                case 405 -> "Method not allowed";
                default -> "The request cannot be understood.";
            };
            return answer(refusal.getStatusCode(), words, refusal.getHeaders());
        }
        var id = UUID.randomUUID();
        LOG.error("event=request-failed id={} method={} path={}", id, request.getMethod(), request.getRequestURI(), e);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The request failed; the log says why under id " + id + ".",
                new HttpHeaders());
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, String words, HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("Error", words));
    }

    private static String rootOf(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
