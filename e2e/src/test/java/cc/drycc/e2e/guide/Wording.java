package cc.drycc.e2e.guide;

import cc.drycc.e2e.guide.Step.Shown;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares what we say with what the guide shows: shape and phrases, not the times and ids of one day. */
final class Wording {

    private record Blank(Pattern pattern, String stands) {}

    private static final List<Blank> BLANKS = List.of(
            blank("\u0008|\\r", ""),
            blank("(?<=\\.\\.\\. )(?:o\\.\\.|\\.o\\.|\\.\\.o|\\.\\.\\.)\\s*", ""),
            blank(
                    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:UTC|Z| \\+0000 UTC|[+-]\\d\\d:\\d\\d)",
                    "TIME"),
            blank("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", "UUID"),
            blank("\\b[0-9a-f]{32}\\b", "KEY"),
            blank("\\b[a-z0-9-]+-(?:web|sleeper|background)-[0-9a-z]+-[0-9a-z]{5}\\b", "POD"),
            blank("\\bv\\d+(?:\\.\\d+)+\\b", "VERSION"),
            blank("\\bv\\d+\\b", "vN"),
            blank("\\bin \\d+s\\b", "in Ns"),
            blank("\\bcreated [a-z]+-[a-z]+$", "created APP"),
            blank("(?<=git remote -a )[a-z]+-[a-z]+", "APP"),
            blank("https?://", ""),
            blank("\\s+", " "));

    private Wording() {}

    private static Blank blank(String regex, String stands) {
        return new Blank(Pattern.compile(regex), stands);
    }

    /** The first line that the guide shows and we do not say; empty when we say them all. */
    static Optional<String> missing(List<Shown> shown, String said) {
        var ours = said.lines().map(Wording::plain).toList();
        return shown.stream()
                .filter(line -> compared(line)
                        .filter(wanted -> ours.stream()
                                .noneMatch(each -> wanted.matcher(each).lookingAt()))
                        .isPresent())
                .findFirst()
                .map(Shown::toString);
    }

    private static Optional<Pattern> compared(Shown line) {
        return switch (line) {
            case Shown.Same(var text) -> Optional.of(pattern(Pattern.quote(plain(text))));
            case Shown.Other other -> Optional.empty();
            case Shown.Ours(var regex) -> Optional.of(pattern("(?:" + regex + ")$"));
        };
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    static String plain(String line) {
        var text = line;
        for (Blank blank : BLANKS) {
            text = blank.pattern().matcher(text).replaceAll(blank.stands());
        }
        return text.strip();
    }
}
