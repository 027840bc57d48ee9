package cc.drycc.controller.problems;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An expected refusal: its message says what happened, what was left untouched where that is not plain, and what to do.
 * It carries no secret and no stack trace.
 */
public abstract sealed class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Problem(String message) {
        super(message, null, false, false);
    }

    /** What the person reads. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** A field of the request is not as it must be: 400 {@code {"field": ["…"]}}. */
    public static final class InvalidField extends Problem {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, List<String>> fields;

        /**
         * @param field as it is named on the wire
         * @param messages one at least; more when clients of different ages look for different words
         */
        public InvalidField(String field, String... messages) {
            super(field + ": " + messages[0]);
            fields = Map.of(field, List.of(messages));
        }

        /** What is wrong with which field. */
        public Map<String, List<String>> fields() {
            return fields;
        }
    }

    /** The request makes no sense, or not now: 400 {@code {"detail": "…"}}. */
    public static final class Refused extends Problem {
        private static final long serialVersionUID = 1L;

        public Refused(String detail) {
            super(detail);
        }
    }

    /** Nobody knows who asks: 401. */
    public static final class Unauthenticated extends Problem {
        private static final long serialVersionUID = 1L;

        public Unauthenticated(String detail) {
            super(detail);
        }

        /** There were no credentials at all. */
        public static Unauthenticated missing() {
            return new Unauthenticated("Authentication credentials were not provided.");
        }
    }

    /** They may see it but not do that: 403. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden() {
            super("You do not have permission to perform this action.");
        }

        public Forbidden(String detail) {
            super(detail);
        }
    }

    /** It does not exist, or they may not know that it does: 404. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1L;

        public NotFound(String detail) {
            super(detail);
        }

        /** The app does not exist, or is somebody else's: one answer for both. */
        public static NotFound app() {
            return new NotFound("No App matches the given query.");
        }
    }

    /** It is so already, or somebody else is at it: 409. */
    public static final class Conflict extends Problem {
        private static final long serialVersionUID = 1L;

        public Conflict(String detail) {
            super(detail);
        }
    }

    /** More than anyone may send: 413. */
    public static final class TooLarge extends Problem {
        private static final long serialVersionUID = 1L;

        public TooLarge(String detail) {
            super(detail);
        }
    }

    /** Not JSON: 415. */
    public static final class UnsupportedType extends Problem {
        private static final long serialVersionUID = 1L;

        public UnsupportedType(String detail) {
            super(detail);
        }
    }

    /** Well formed, but what it names is not there: 422. */
    public static final class Unprocessable extends Problem {
        private static final long serialVersionUID = 1L;

        public Unprocessable(String detail) {
            super(detail);
        }
    }

    /** Too often: 429 with {@code Retry-After}. */
    public static final class TooMany extends Problem {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public TooMany(String detail, Duration retryAfter) {
            super(detail);
            this.retryAfter = retryAfter;
        }

        /** When to come again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** A part the platform needs is away: 503 with {@code Retry-After}. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;

        public Unavailable(String detail) {
            super(detail);
        }
    }
}
