package cc.drycc.controller.deploys;

import java.util.Arrays;
import java.util.List;

/** How a deploy ended. */
public sealed interface DeployOutcome {

    /** The release runs and serves. */
    record Succeeded(int version) implements DeployOutcome {}

    /**
     * The release does not run; the one before it, if there was any, serves on.
     *
     * @param reason one line
     * @param lastLines what the failing pod wrote last, oldest first, may be empty
     */
    record Failed(int version, String reason, List<String> lastLines) implements DeployOutcome {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }

        /** As it is kept in the ledger: the reason, then the lines. */
        String text() {
            return lastLines.isEmpty() ? reason : reason + "\n" + String.join("\n", lastLines);
        }

        static Failed of(int version, String text) {
            var lines = Arrays.asList(text.split("\n", -1));
            return new Failed(version, lines.getFirst(), lines.subList(1, lines.size()));
        }
    }

    /** Nobody asked for its deploy yet: autodeploy is off. */
    record Held(int version) implements DeployOutcome {}

    /** The app was destroyed meanwhile. */
    record Gone(int version) implements DeployOutcome {}
}
