package cc.drycc.imagebuilder.transcript;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Removes known secrets from text: the one place that does. Where several fit, the longest goes. A secret of several
 * lines (a PEM key) is also found line by line, as logs come in lines.
 *
 * <p>The cost of a line does not grow with the number of secrets: they are looked up by their first four characters.
 */
public final class Redaction {

    /** Shorter ones would make holes in innocent words. */
    public static final int MIN_LENGTH = 4;

    /** A line of a longer secret counts from this length on, so that an {@code end} of its own stays. */
    private static final int MIN_LINE_LENGTH = 8;

    /** What stands where a secret was. */
    public static final String MARK = "*****";

    /** Knows no secret. */
    public static final Redaction NONE = new Redaction(List.of());

    private final Map<String, List<String>> byStart = new HashMap<>();
    private final BitSet firstCharacters = new BitSet();

    private Redaction(Collection<String> secrets) {
        secrets.stream()
                .flatMap(Redaction::withLines)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .forEach(secret -> byStart.computeIfAbsent(secret.substring(0, MIN_LENGTH), start -> new ArrayList<>())
                        .add(secret));
        byStart.keySet().forEach(start -> firstCharacters.set(start.charAt(0)));
    }

    /** @param secrets those shorter than {@link #MIN_LENGTH} are left out */
    public static Redaction of(Collection<String> secrets) {
        return new Redaction(secrets);
    }

    private static Stream<String> withLines(String secret) {
        Stream<String> whole = Stream.of(secret, secret.strip()).filter(text -> text.length() >= MIN_LENGTH);
        if (secret.indexOf('\n') < 0) {
            return whole;
        }
        return Stream.concat(whole, secret.lines().map(String::strip).filter(line -> line.length() >= MIN_LINE_LENGTH));
    }

    /** The text with every known secret replaced by {@link #MARK}. */
    public String apply(String text) {
        if (byStart.isEmpty() || text.length() < MIN_LENGTH) {
            return text;
        }
        StringBuilder clean = null;
        int copied = 0;
        for (int at = 0; at <= text.length() - MIN_LENGTH; ) {
            int length = secretAt(text, at);
            if (length == 0) {
                at++;
                continue;
            }
            clean = clean == null ? new StringBuilder(text.length()) : clean;
            clean.append(text, copied, at).append(MARK);
            at += length;
            copied = at;
        }
        return clean == null ? text : clean.append(text, copied, text.length()).toString();
    }

    private int secretAt(String text, int at) {
        if (!firstCharacters.get(text.charAt(at))) {
            return 0;
        }
        for (String secret : byStart.getOrDefault(text.substring(at, at + MIN_LENGTH), List.of())) {
            if (text.startsWith(secret, at)) {
                return secret.length();
            }
        }
        return 0;
    }

    /** Says how many, never which. */
    @Override
    public String toString() {
        return "Redaction[" + byStart.values().stream().mapToInt(List::size).sum() + " secrets]";
    }
}
