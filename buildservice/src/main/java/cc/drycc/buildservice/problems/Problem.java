package cc.drycc.buildservice.problems;

import java.time.Duration;
import java.util.Optional;

/** An expected refusal: what happened, and what to do. No secret and no stack trace in it. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Kind {
        BAD_REQUEST,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        TOO_MANY,
        UNAVAILABLE
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    private Problem(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Problem(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** One that passes. */
    public static Problem later(Kind kind, String message, Duration retryAfter) {
        return new Problem(kind, message, Optional.of(retryAfter));
    }

    /** The request cannot be understood. */
    public static Problem bad(String message) {
        return new Problem(Kind.BAD_REQUEST, message);
    }

    public Kind kind() {
        return kind;
    }

    /** When to try again. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What the person reads. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
