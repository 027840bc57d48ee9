package cc.drycc.e2e.guide;

import java.util.List;

/** One step of the play. */
sealed interface Step {

    /**
     * Something around the commands.
     *
     * @param verb such as {@code app}
     * @param text what follows it
     */
    record Direction(String verb, String text) implements Step {}

    /**
     * A command of the guide.
     *
     * @param number its place among all commands, from 1
     * @param section of the guide
     * @param command as it is typed, without the prompt
     * @param shown what the guide shows below it
     */
    record Typed(int number, String section, String command, List<Shown> shown) implements Step {}

    /** One line below a command. */
    sealed interface Shown {

        /** Shown in the guide and said by us. */
        record Same(String line) implements Shown {}

        /** Shown in the guide, not compared. */
        record Other(String line) implements Shown {}

        /** Said by us. */
        record Ours(String regex) implements Shown {}
    }
}
