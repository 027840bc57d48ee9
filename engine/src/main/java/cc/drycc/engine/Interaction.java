package cc.drycc.engine;

import java.util.Optional;

/**
 * How somebody talks to a process.
 *
 * @param terminal the window it writes to; without one its two outputs stay apart and nothing echoes
 * @param input whether it may read
 */
public record Interaction(Optional<WindowSize> terminal, Input input) {

    /** What a process finds at its standard input. */
    public enum Input {
        /** Nothing: its end at once. */
        CLOSED,
        /** What {@link Attached#write} sends, until {@link Attached#endInput}. */
        OPEN
    }

    /** Nobody types, and what it writes is text. */
    public static final Interaction NONE = new Interaction(Optional.empty(), Input.CLOSED);
}
