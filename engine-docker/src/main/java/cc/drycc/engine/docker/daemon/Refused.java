package cc.drycc.engine.docker.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The engine answered, and the answer was no. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status the HTTP status
     * @param message the engine's own words, one line
     */
    public Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Made of an answer's body: its {@code message} when it is JSON, else its text. */
    static Refused of(int status, String body) {
        int json = body.indexOf('{');
        if (json >= 0) {
            try {
                String message = new ObjectMapper()
                        .readTree(body.substring(json))
                        .path("message")
                        .asText("");
                if (!message.isBlank()) {
                    return new Refused(status, message.strip());
                }
            } catch (JsonProcessingException e) {
                return new Refused(status, body.strip());
            }
        }
        return new Refused(status, body.strip());
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Whether the thing asked for does not exist. */
    public boolean notFound() {
        return status == 404;
    }

    /** The engine's own words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
