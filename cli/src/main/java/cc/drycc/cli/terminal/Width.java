package cc.drycc.cli.terminal;

import cc.drycc.cli.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many characters a line of the terminal holds. */
final class Width {

    private static final long PATIENCE_MILLIS = 500;

    private Width() {}

    /** {@code COLUMNS} when it is set, else what the terminal says; as many as there are when nobody knows. */
    static int of(Surroundings around) {
        var columns = around.variable("COLUMNS").filter(value -> value.matches("[1-9][0-9]{0,4}"));
        return columns.isPresent() ? Integer.parseInt(columns.get()) : asked();
    }

    /** {@code stty size} gives lines and columns; 0 when the terminal does not know. */
    private static int asked() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroy();
                return Integer.MAX_VALUE;
            }
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return size.matches("[0-9]+ [1-9][0-9]{0,4}")
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : Integer.MAX_VALUE;
        } catch (IOException noTerminal) {
            return Integer.MAX_VALUE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Integer.MAX_VALUE;
        }
    }
}
