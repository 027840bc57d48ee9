package cc.drycc.controller.accounts;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys for clients that fetch their token in a second request: made by us, good once and for ten minutes, in memory only
 * (after a restart one logs in again).
 */
final class LoginKeys {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int BYTES = 16;
    private static final int REMEMBERED = 1_000;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(User user, MintedToken token, Instant until) {}

    /** A token someone comes to fetch. */
    record Fetched(User user, MintedToken token) {}

    LoginKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a token for whoever has the returned key. */
    synchronized String keep(User user, MintedToken token) {
        var now = clock.instant();
        waiting.values().removeIf(each -> each.until().isBefore(now));
        if (waiting.size() >= REMEMBERED) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var key = HexFormat.of().formatHex(bytes);
        waiting.put(key, new Waiting(user, token, now.plus(LIFE)));
        return key;
    }

    /** Hands the token out, once. */
    synchronized Optional<Fetched> fetch(String key) {
        return Optional.ofNullable(waiting.remove(key))
                .filter(each -> !each.until().isBefore(clock.instant()))
                .map(each -> new Fetched(each.user(), each.token()));
    }
}
