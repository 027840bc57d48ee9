package cc.drycc.controller.accounts;

import cc.drycc.controller.problems.Problem;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords as argon2id (19 MiB, 2 passes, OWASP's first choice). At most two are worked on at once, so that a hundred
 * logins cost no more than 38 MiB; who waits longer than ten seconds is sent away.
 */
public final class Passwords {

    /** The longest password that is looked at. */
    public static final int LONGEST = 1024;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 10;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Supplier<String> nobodys = new Once(() -> encoder.encode("a password nobody has"));

    /** Encodes a password with a fresh salt. */
    public String encode(String password) {
        return inTurn(() -> encoder.encode(password));
    }

    /**
     * Whether the password is the one that was encoded. Takes as long when there is no such account, so that nobody learns
     * which names exist.
     */
    public boolean matches(String password, Optional<String> encoded) {
        return inTurn(() -> {
            boolean same = encoder.matches(password, encoded.orElseGet(nobodys));
            return same && encoded.isPresent();
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Problem.Unavailable("Too many logins at once; try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("The platform is stopping.");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /** Computes its value on first use; twice at worst. */
    private static final class Once implements Supplier<String> {
        private final Supplier<String> source;
        private volatile String value = "";

        Once(Supplier<String> source) {
            this.source = source;
        }

        @Override
        public String get() {
            if (value.isEmpty()) {
                value = source.get();
            }
            return value;
        }
    }
}
