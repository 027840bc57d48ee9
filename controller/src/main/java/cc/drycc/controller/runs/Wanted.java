package cc.drycc.controller.runs;

import cc.drycc.controller.problems.Problem;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A one-off command somebody asked for, checked.
 *
 * @param command a line for the shell
 * @param timeout how long it may run
 */
public record Wanted(String command, Duration timeout) {

    /** How long a command may run when nobody says otherwise (reference controller). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    /** The longest command line, in characters: the kernel takes 128 KiB for one argument. */
    public static final int LONGEST_COMMAND = 64 * 1024;

    private static final int LONGEST_SECONDS = 86_400;

    /** @throws Problem.InvalidField when it cannot be run */
    public Wanted {
        if (command.isBlank()) {
            throw new Problem.InvalidField("command", "This field may not be blank.");
        }
        if (command.length() > LONGEST_COMMAND || command.indexOf('\0') >= 0) {
            throw new Problem.InvalidField(
                    "command", "It must be at most %d characters, without NUL".formatted(LONGEST_COMMAND));
        }
    }

    /**
     * As it comes in.
     *
     * @param timeout seconds it may run
     * @param expires seconds the reference keeps what is left of it; here nothing is, so that only its form counts
     * @param volumes what it wants mounted: there are no volumes yet
     */
    public static Wanted of(
            @Nullable String command,
            @Nullable Integer timeout,
            @Nullable Integer expires,
            @Nullable Map<String, String> volumes) {
        if (command == null) {
            throw new Problem.InvalidField("command", "This field is required.");
        }
        if (volumes != null && !volumes.isEmpty()) {
            throw new Problem.InvalidField(
                    "volumes", "This platform has no volumes yet; run it without. Nothing was started.");
        }
        if (expires != null && (expires < 0 || expires > LONGEST_SECONDS)) {
            throw new Problem.InvalidField(
                    "expires", "A whole number from 0 to %d is required.".formatted(LONGEST_SECONDS));
        }
        if (timeout != null && (timeout < 1 || timeout > LONGEST_SECONDS)) {
            throw new Problem.InvalidField(
                    "timeout", "A whole number from 1 to %d is required.".formatted(LONGEST_SECONDS));
        }
        return new Wanted(command, timeout == null ? DEFAULT_TIMEOUT : Duration.ofSeconds(timeout));
    }
}
