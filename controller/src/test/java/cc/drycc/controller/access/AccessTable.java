package cc.drycc.controller.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The table of {@code docs/access.md}: for whom each route is. */
final class AccessTable {

    private static final Path FILE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("access.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+) \\| `(/[^`]*)` \\| ([a-z ]+) \\|");

    private AccessTable() {}

    /** {@code GET /v2/apps/{app}} → who. */
    static Map<String, Who> read() {
        var table = new TreeMap<String, Who>();
        for (var line : lines()) {
            var row = ROW.matcher(line);
            if (row.matches() && table.put(row.group(1) + " " + row.group(2), Who.of(row.group(3))) != null) {
                throw new AssertionError(FILE + " has two rows for " + row.group(1) + " " + row.group(2));
            }
        }
        return table;
    }

    private static Iterable<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
