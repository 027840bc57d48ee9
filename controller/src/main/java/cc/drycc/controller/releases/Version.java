package cc.drycc.controller.releases;

import cc.drycc.controller.problems.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/** How people name a release: {@code v2} or {@code 2}. */
public final class Version {

    private static final Pattern GRAMMAR = Pattern.compile("v?([0-9]{1,9})");

    private Version() {}

    /** The number; empty when the text names no release. */
    public static Optional<Integer> parse(String text) {
        var matcher = GRAMMAR.matcher(text);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** There is no such release. */
    public static Problem unknown() {
        return new Problem.NotFound("No Release matches the given query.");
    }
}
