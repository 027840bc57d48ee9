package cc.drycc.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody who made a slip of the finger may have meant. */
final class Nearest {

    private static final int MOST_SLIPS = 2;

    private Nearest() {}

    /** The candidate the word begins, or that is at most two slips away (one in a word of three letters or fewer). */
    static Optional<String> to(String word, Stream<String> candidates) {
        int most = word.length() <= 3 ? 1 : MOST_SLIPS;
        return candidates
                .filter(candidate ->
                        slips(word, candidate) <= most || (word.length() > 2 && candidate.startsWith(word)))
                .min(Comparator.comparingInt((String candidate) -> slips(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, leave out, replace or swap with the next one (optimal string alignment). */
    static int slips(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
