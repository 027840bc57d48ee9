package cc.drycc.api;

import java.time.Instant;

/**
 * Something that happened to a pod or a process type.
 *
 * @param reason one word: {@code Started}, {@code BackOff}, …
 * @param message a sentence
 * @param created when
 */
public record EventInfo(String reason, String message, Instant created) {

    public EventInfo {
        created = Seconds.of(created);
    }
}
