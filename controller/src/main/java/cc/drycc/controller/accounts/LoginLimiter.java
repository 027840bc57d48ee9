package cc.drycc.controller.accounts;

import cc.drycc.controller.problems.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after 10 failed logins within a minute by one address for one name, or 60 by one address for any,
 * the next ones are refused unlooked-at until the minute is over. Kept in memory, for the 10,000 busiest.
 */
final class LoginLimiter {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int FAILURES_PER_NAME = 10;
    private static final int FAILURES_PER_ADDRESS = 60;
    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Map<String, ArrayDeque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true);

    LoginLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws Problem.TooMany when there were too many failures */
    synchronized void check(String address, String username) {
        refuseAbove(FAILURES_PER_NAME, pair(address, username));
        refuseAbove(FAILURES_PER_ADDRESS, address);
    }

    /** Notes a failed login. */
    synchronized void failed(String address, String username) {
        note(pair(address, username));
        note(address);
        var oldest = failures.entrySet().iterator();
        while (failures.size() > REMEMBERED && oldest.hasNext()) {
            drop(oldest);
        }
    }

    private static void drop(Iterator<Map.Entry<String, ArrayDeque<Instant>>> oldest) {
        oldest.next();
        oldest.remove();
    }

    private void note(String key) {
        failures.computeIfAbsent(key, any -> new ArrayDeque<>()).addLast(clock.instant());
    }

    private void refuseAbove(int most, String key) {
        var times = failures.get(key);
        if (times == null) {
            return;
        }
        var now = clock.instant();
        while (!times.isEmpty() && times.getFirst().isBefore(now.minus(WINDOW))) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            failures.remove(key);
        } else if (times.size() >= most) {
            var wait = Duration.between(now, times.getFirst().plus(WINDOW)).plusSeconds(1);
            throw new Problem.TooMany(
                    "Request was throttled. Expected available in %d seconds.".formatted(wait.toSeconds()), wait);
        }
    }

    private static String pair(String address, String username) {
        return address + " " + username;
    }
}
