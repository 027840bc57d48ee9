package cc.drycc.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Upper-case headers, left aligned, four blanks between the columns (as the reference client prints).
 *
 * <p>One that is too wide for its terminal gets narrower gaps; then its widest column is cut, but for the first, which is what
 * commands want to be given; and when that is not enough, each row becomes a paragraph.
 */
public final class Table {

    private static final int GAP = 4;
    private static final int NARROW_GAP = 2;
    /** What is left of a column that is cut. */
    private static final int NARROWEST = 12;

    private final List<List<String>> rows = new ArrayList<>();
    private final int width;

    /** One that may be as wide as it likes. */
    public Table(String... headers) {
        this(Integer.MAX_VALUE, headers);
    }

    /** @param width of the terminal, in characters */
    Table(int width, String... headers) {
        this.width = width;
        rows.add(List.of(headers));
    }

    /** Control characters would move the cursor of who reads it: they become question marks. */
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell.replaceAll("\\p{Cntrl}", "?"))
                .toList());
        return this;
    }

    @Override
    public String toString() {
        var widths = widths();
        if (fits(widths, GAP)) {
            return lines(widths, GAP);
        }
        while (!fits(widths, NARROW_GAP)) {
            int widest = widestToCut(widths);
            if (widest == 0) {
                return paragraphs();
            }
            widths[widest]--;
        }
        return lines(widths, NARROW_GAP);
    }

    private int[] widths() {
        var widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private boolean fits(int[] widths, int gap) {
        return Arrays.stream(widths).sum() + gap * (widths.length - 1) <= width;
    }

    /** 0 when there is none: the first is never cut. */
    private int widestToCut(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            int least = Math.max(NARROWEST, rows.getFirst().get(i).length());
            if (widths[i] > least && (widest == 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String lines(int[] widths, int gap) {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                var cell = cut(row.get(i), widths[i]);
                line.append(cell).repeat(' ', widths[i] - cell.length() + gap);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String cut(String cell, int width) {
        return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
    }

    private String paragraphs() {
        var headers = rows.getFirst();
        int longest = headers.stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 0; i < headers.size(); i++) {
                text.append(headers.get(i))
                        .append(':')
                        .repeat(' ', longest - headers.get(i).length() + 1)
                        .append(row.get(i))
                        .append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
