package cc.drycc.server.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables that are no settings but look as if they were meant to be. */
public final class Misspelt {

    private static final int MOST_SLIPS = 2;
    /** Short names are near to each other by chance. */
    private static final int SHORTEST = 10;

    private Misspelt() {}

    /** One line for each such variable, with the setting it may mean; never with its value. */
    public static List<String> warnings(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> PlatformSettings.named(name).isEmpty())
                .sorted()
                .flatMap(name -> meant(name)
                        .map(setting -> "%s is no setting and does nothing; did you mean %s?".formatted(name, setting))
                        .stream())
                .toList();
    }

    private static Optional<String> meant(String name) {
        if (name.length() < SHORTEST) {
            return Optional.empty();
        }
        return PlatformSettings.all()
                .map(Setting::name)
                .filter(setting -> slips(name, setting) <= MOST_SLIPS)
                .min(Comparator.comparingInt(setting -> slips(name, setting)));
    }

    /** Letters to insert, leave out or replace (Levenshtein). */
    private static int slips(String a, String b) {
        var above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
