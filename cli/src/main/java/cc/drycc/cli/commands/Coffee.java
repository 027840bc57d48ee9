package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.terminal.Terminal;
import java.time.Duration;

/** Work that takes a while, as the user guide shows it (seed 5.5). */
final class Coffee {

    private Coffee() {}

    /** {@code WHAT... but first, coffee!}, then how long it took. */
    static void timed(Surroundings around, Terminal terminal, String what, Runnable work) {
        var drink = around.variable("DRYCC_DRINK_OF_CHOICE").orElse("coffee");
        terminal.line(what + "... but first, " + drink + "!");
        long start = System.nanoTime();
        work.run();
        terminal.line("done in " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + "s");
    }
}
