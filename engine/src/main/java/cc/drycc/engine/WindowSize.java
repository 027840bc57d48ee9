package cc.drycc.engine;

/**
 * The size of a terminal's window.
 *
 * @param rows lines of text, 1 to 10,000
 * @param columns characters in a line, 1 to 10,000
 */
public record WindowSize(int rows, int columns) {

    private static final int MOST = 10_000;

    /** @throws IllegalArgumentException when no window is that small or that large */
    public WindowSize {
        if (rows < 1 || rows > MOST || columns < 1 || columns > MOST) {
            throw new IllegalArgumentException("not the size of a window");
        }
    }
}
