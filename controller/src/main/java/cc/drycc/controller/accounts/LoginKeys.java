package cc.drycc.controller.accounts;

import cc.drycc.controller.problems.Problem;
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
 * (after a restart one logs in again). A key is made after a login, or before one that happens in a browser.
 */
final class LoginKeys {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int BYTES = 16;
    private static final int REMEMBERED = 1_000;
    private static final int MOST_PER_ADDRESS = 20;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(State state, Instant until) {}

    private sealed interface State {

        /** Nobody has logged in for it yet. */
        record Asked(LoginRequest request) implements State {}

        /** Somebody has; the client comes for the token. */
        record Ready(Fetched fetched) implements State {}
    }

    /**
     * What a client comes to fetch.
     *
     * @param token the one made at the login; when there is none it is made now
     */
    record Fetched(User user, Optional<MintedToken> token) {}

    LoginKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a token for whoever has the returned key. */
    synchronized String keep(User user, MintedToken token) {
        return put(new State.Ready(new Fetched(user, Optional.of(token))));
    }

    /**
     * A key for a login that is still to come.
     *
     * @throws Problem.TooMany when too many wait at that address
     */
    synchronized String ask(LoginRequest request) {
        forgetOld();
        long waiting = kept.values().stream()
                .filter(each -> each.state() instanceof State.Asked(var other)
                        && other.address().equals(request.address()))
                .count();
        if (waiting >= MOST_PER_ADDRESS) {
            throw new Problem.TooMany("Too many logins wait at this address. Try again in ten minutes.", LIFE);
        }
        return put(new State.Asked(request));
    }

    private String put(State state) {
        forgetOld();
        if (kept.size() >= REMEMBERED) {
            kept.remove(kept.keySet().iterator().next());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var key = HexFormat.of().formatHex(bytes);
        kept.put(key, new Kept(state, clock.instant().plus(LIFE)));
        return key;
    }

    private void forgetOld() {
        var now = clock.instant();
        kept.values().removeIf(each -> each.until().isBefore(now));
    }

    /** Who waits for a login with this key; empty when nobody does, or somebody has logged in already. */
    synchronized Optional<LoginRequest> asked(String key) {
        forgetOld();
        return Optional.ofNullable(kept.get(key)).flatMap(each -> switch (each.state()) {
            case State.Asked(var request) -> Optional.of(request);
            case State.Ready ready -> Optional.empty();
        });
    }

    /** Somebody has logged in for this key; false when nobody waits for it. */
    synchronized boolean answer(String key, User user) {
        if (asked(key).isEmpty()) {
            return false;
        }
        var fetched = new Fetched(user, Optional.empty());
        kept.put(key, new Kept(new State.Ready(fetched), clock.instant().plus(LIFE)));
        return true;
    }

    /** Hands out what is ready, once. */
    synchronized Optional<Fetched> fetch(String key) {
        forgetOld();
        var found = kept.get(key);
        if (found != null && found.state() instanceof State.Ready(var fetched)) {
            kept.remove(key);
            return Optional.of(fetched);
        }
        return Optional.empty();
    }
}
